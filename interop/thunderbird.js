// What Thunderbird is told to do, one function a step; thunderbird.py runs them inside Thunderbird, with its own privileges.
// They call what Thunderbird's windows call. Arguments are texts; what is returned must be a text, a number or a list of them.

const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
const { FileUtils } = ChromeUtils.importESModule("resource://gre/modules/FileUtils.sys.mjs");
const { NetUtil } = ChromeUtils.importESModule("resource://gre/modules/NetUtil.sys.mjs");
const { setTimeout } = ChromeUtils.importESModule("resource://gre/modules/Timer.sys.mjs");

// Milliseconds to wait for something to become true: less than the time thunderbird.py gives a whole step.
const PATIENCE = 40_000;

// ---- waiting --------------------------------------------------------------------------------------------------------

async function until(what, condition) {
  const end = Date.now() + PATIENCE;
  let value;
  while (!(value = condition())) {
    if (Date.now() > end) {
      throw new Error(`still not so after ${PATIENCE / 1000} s: ${what}`);
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  return value;
}

function succeeded(what, status, resolve, reject) {
  if (Components.isSuccessCode(status)) {
    resolve();
  } else {
    reject(new Error(`${what}: 0x${status.toString(16)}`));
  }
}

// Runs something that takes an nsIUrlListener, and waits for its end.
function url(what, start) {
  return new Promise((resolve, reject) =>
    start({
      QueryInterface: ChromeUtils.generateQI(["nsIUrlListener"]),
      OnStartRunningUrl() {},
      OnStopRunningUrl: (_, status) => succeeded(what, status, resolve, reject),
    })
  );
}

// Runs something that takes an nsIMsgCopyServiceListener, and waits for its end.
function copy(what, start) {
  return new Promise((resolve, reject) =>
    start({
      QueryInterface: ChromeUtils.generateQI(["nsIMsgCopyServiceListener"]),
      onStartCopy() {},
      onProgress() {},
      setMessageKey() {},
      getMessageId: () => null,
      onStopCopy: status => succeeded(what, status, resolve, reject),
    })
  );
}

// ---- finding --------------------------------------------------------------------------------------------------------

function account() {
  return MailServices.accounts.accounts.find(each => each.incomingServer.type == "imap");
}

function folder(path) {
  let found = account().incomingServer.rootFolder;
  for (const name of path.split("/")) {
    found = found.subFolders.find(each => each.name.toLowerCase() == name.toLowerCase());
    if (!found) {
      throw new Error(`no folder ${path}`);
    }
  }
  return found.QueryInterface(Ci.nsIMsgImapMailFolder);
}

function messages(path) {
  return [...folder(path).messages];
}

function message(path, subject) {
  const found = messages(path).filter(each => each.mime2DecodedSubject == subject);
  if (found.length != 1) {
    throw new Error(`${found.length} messages "${subject}" in ${path}`);
  }
  return found[0];
}

function all(path, subjects) {
  return subjects.map(subject => message(path, subject));
}

function sync(path) {
  return url(`looking into ${path}`, end => folder(path).updateFolderWithListener(null, end));
}

// ---- composing ------------------------------------------------------------------------------------------------------

// Composes a plain text and sends or saves it; ends when the copy is in Sent or Drafts.
function compose(mode, { to, cc, subject, text, file }) {
  const { defaultIdentity: identity, key } = account();
  const fields = Cc["@mozilla.org/messengercompose/composefields;1"].createInstance(Ci.nsIMsgCompFields);
  Object.assign(fields, { from: identity.email, to, cc, subject });
  if (file) {
    const attachment = Cc["@mozilla.org/messengercompose/attachment;1"].createInstance(Ci.nsIMsgAttachment);
    attachment.url = Services.io.newFileURI(new FileUtils.File(file)).spec;
    attachment.name = PathUtils.filename(file);
    fields.addAttachment(attachment);
  }
  return new Promise((resolve, reject) => {
    const listener = {
      QueryInterface: ChromeUtils.generateQI(["nsIMsgSendListener", "nsIMsgCopyServiceListener"]),
      onStartSending() {},
      onProgress() {},
      onStatus() {},
      onStopSending: (_, status) => succeeded("sending", status, () => {}, reject),
      onTransportSecurityError: (_, status) => succeeded("sending", status, () => {}, reject),
      onSendNotPerformed: (_, status) => reject(new Error(`not sent: ${status}`)),
      onGetDraftFolderURI() {},
      onStartCopy() {},
      setMessageKey() {},
      getMessageId: () => null,
      onStopCopy: status => succeeded("keeping a copy", status, resolve, reject),
    };
    Cc["@mozilla.org/messengercompose/send;1"]
      .createInstance(Ci.nsIMsgSend)
      .createAndSendMessage(null, identity, key, fields, false, false, mode, null, "text/plain", text, null, null,
        listener, "", "", Ci.nsIMsgCompType.New);
  });
}

// ---- signing in -----------------------------------------------------------------------------------------------------

// What a person says yes to when asked about a certificate that nobody vouches for.
function trust(pem, host, ports) {
  const certificates = Cc["@mozilla.org/security/x509certdb;1"].getService(Ci.nsIX509CertDB);
  const overrides = Cc["@mozilla.org/security/certoverride;1"].getService(Ci.nsICertOverrideService);
  const certificate = certificates.constructX509FromBase64(pem.replace(/-----[^-]*-----|\s/g, ""));
  for (const port of ports) {
    overrides.rememberValidityOverride(host, Number(port), {}, certificate, false);
  }
}

function rememberPassword(origin, user, password) {
  const login = Cc["@mozilla.org/login-manager/loginInfo;1"].createInstance(Ci.nsILoginInfo);
  login.init(origin, null, origin, user, password, "", "");
  return Services.logins.addLoginAsync(login);
}

function incoming(host, port, user) {
  const server = MailServices.accounts.createIncomingServer(user, host, "imap");
  server.QueryInterface(Ci.nsIImapIncomingServer);
  server.port = Number(port);
  server.socketType = Ci.nsMsgSocketType.SSL;
  server.authMethod = Ci.nsMsgAuthMethod.passwordCleartext;
  // It shall learn of changes because the server tells it, not because it looks every few minutes; and it shall have to ask
  // the server for what it searches in, so it keeps no texts.
  server.doBiff = false;
  server.loginAtStartUp = false;
  server.offlineDownload = false;
  server.deleteModel = Ci.nsMsgImapDeleteModels.MoveToTrash;
  return server;
}

function outgoing(host, port, user) {
  const server = MailServices.outgoingServer.createServer("smtp").QueryInterface(Ci.nsISmtpServer);
  server.hostname = host;
  server.port = Number(port);
  server.username = user;
  server.socketType = Ci.nsMsgSocketType.SSL;
  server.authMethod = Ci.nsMsgAuthMethod.passwordCleartext;
  return server;
}

const steps = {
  // Over TLS from the start, or by STARTTLS where that is said.
  async signIn(host, imapPort, smtpPort, user, password, certificate, security) {
    trust(certificate, host, [imapPort, smtpPort]);
    await rememberPassword(`imap://${host}`, user, password);
    await rememberPassword(`smtp://${host}`, user, password);
    const identity = MailServices.accounts.createIdentity();
    identity.email = user;
    identity.fullName = "Tester";
    identity.composeHtml = false;
    identity.smtpServerKey = outgoing(host, smtpPort, user).key;
    const created = MailServices.accounts.createAccount();
    created.addIdentity(identity);
    created.incomingServer = incoming(host, imapPort, user);
    MailServices.accounts.defaultAccount = created;
    if (security == "starttls") {
      this.useStartTls(host, imapPort, smtpPort, certificate);
    }
    await url("signing in", end => created.incomingServer.rootFolder.getFolderWithFlags(Ci.nsMsgFolderFlags.Inbox).getNewMessages(null, end));
    await until("there are folders", () => created.incomingServer.rootFolder.subFolders.length > 1);
  },

  // ---- POP3: an account of its own, that fetches when it is told to ---------------------------------------------------

  async popSignIn(host, port, user, password, certificate) {
    trust(certificate, host, [port]);
    await rememberPassword(`mailbox://${host}`, user, password);
    const server = MailServices.accounts.createIncomingServer(user, host, "pop3").QueryInterface(Ci.nsIPop3IncomingServer);
    server.port = Number(port);
    server.socketType = Ci.nsMsgSocketType.SSL;
    server.authMethod = Ci.nsMsgAuthMethod.passwordCleartext;
    server.doBiff = false;
    server.loginAtStartUp = false;
    const identity = MailServices.accounts.createIdentity();
    identity.email = user;
    const created = MailServices.accounts.createAccount();
    created.addIdentity(identity);
    created.incomingServer = server;
    MailServices.accounts.defaultAccount = created;
  },

  // Fetches, leaving messages on the server ("keep") or not ("delete"), until it has so many in all.
  async popFetch(what, count) {
    const server = MailServices.accounts.accounts.find(each => each.incomingServer.type == "pop3").incomingServer;
    server.QueryInterface(Ci.nsIPop3IncomingServer).leaveMessagesOnServer = what == "keep";
    const inbox = server.rootFolder.getFolderWithFlags(Ci.nsMsgFolderFlags.Inbox);
    await url("fetching", end => MailServices.pop3.GetNewMail(null, end, inbox, server));
    await until(`there are ${count} messages`, () => [...inbox.messages].length == Number(count));
    return [...inbox.messages].map(each => each.mime2DecodedSubject);
  },

  // Every folder with the special uses Thunderbird has recognised.
  folders() {
    const uses = ["Inbox", "SentMail", "Trash", "Drafts", "Junk", "Archive"];
    return account().incomingServer.rootFolder.descendants.map(each =>
      [each.name, ...uses.filter(use => each.flags & Ci.nsMsgFolderFlags[use])].join(" ")
    );
  },

  async sync(path) {
    await sync(path);
    return messages(path).length;
  },

  // Looks into the folder until it shows so many messages. One look may end before its own list is mended: when Thunderbird has
  // just started, it fetches the folders at the same time.
  async shows(path, count) {
    await sync(path);
    await until(`${path} shows ${count} messages`, () => messages(path).length == count);
  },

  subjects: path => messages(path).map(each => each.mime2DecodedSubject),

  // ---- changing -----------------------------------------------------------------------------------------------------

  flag(path, ...subjects) {
    folder(path).markMessagesFlagged(all(path, subjects), true);
  },

  read(path, ...subjects) {
    folder(path).markMessagesRead(all(path, subjects), true);
  },

  tag(path, keyword, ...subjects) {
    folder(path).addKeywordsToMessages(all(path, subjects), keyword);
  },

  move(from, to, ...subjects) {
    return copy(`moving to ${to}`, end =>
      MailServices.copy.copyMessages(folder(from), all(from, subjects), folder(to), true, end, null, false)
    );
  },

  remove(path, ...subjects) {
    return copy("deleting", end => folder(path).deleteMessages(all(path, subjects), null, false, false, end, false));
  },

  emptyTrash() {
    return url("emptying the trash", end => folder("Trash").emptyTrash(end));
  },

  copy(from, to, ...subjects) {
    return copy(`copying to ${to}`, end =>
      MailServices.copy.copyMessages(folder(from), all(from, subjects), folder(to), false, end, null, false)
    );
  },

  // ---- folders ------------------------------------------------------------------------------------------------------

  // Makes a folder, one within it, and gives the first another name, which changes where the second is.
  async makeFolders(name, within, newName) {
    const { rootFolder } = account().incomingServer;
    rootFolder.createSubfolder(name, null);
    await until(`${name} is there`, () => rootFolder.containsChildNamed(name));
    folder(name).createSubfolder(within, null);
    await until(`${within} is there`, () => folder(name).containsChildNamed(within));
    folder(name).rename(newName, null);
    await until(`${newName} is there`, () => rootFolder.containsChildNamed(newName) && folder(newName).containsChildNamed(within));
  },

  async removeFolder(path) {
    const { parent, name } = folder(path);
    folder(path).deleteSelf(null);
    await until(`${name} is in the trash`, () => !parent.containsChildNamed(name) && folder("Trash").containsChildNamed(name));
  },

  // ---- without a connection -----------------------------------------------------------------------------------------

  // Goes offline, changes things, and comes back. It sends what was done when it next looks into the folder.
  async offline(path, flagged, moved, to, deleted) {
    Services.io.offline = true;
    folder(path).markMessagesFlagged(all(path, [flagged]), true);
    await steps.move(path, to, moved);
    await steps.remove(path, deleted);
    Services.io.offline = false;
  },

  // From the next start on all connections are made without TLS at first.
  useStartTls(host, imapPort, smtpPort, certificate) {
    trust(certificate, host, [imapPort, smtpPort]);
    const [sending] = MailServices.outgoingServer.servers;
    for (const [server, port] of [[account().incomingServer, imapPort], [sending.QueryInterface(Ci.nsISmtpServer), smtpPort]]) {
      server.port = Number(port);
      server.socketType = Ci.nsMsgSocketType.alwaysSTARTTLS;
    }
  },

  // ---- what others change: only Thunderbird's own list is looked at, the server is not asked --------------------------

  isTold(path, subject, news) {
    return until(`${subject} is ${news}`, () => {
      const found = messages(path).find(each => each.mime2DecodedSubject == subject);
      switch (news) {
        case "there":
          return found;
        case "gone":
          return !found;
        case "flagged":
          return found?.isFlagged;
        case "read":
          return found?.isRead;
        default:
          return found?.getStringProperty("keywords").split(" ").includes(news);
      }
    }).then(() => null);
  },

  // ---- searching and reading ----------------------------------------------------------------------------------------

  // Subjects of what the server found; "attribute" is one of nsMsgSearchAttrib.
  search(path, attribute, text) {
    const session = Cc["@mozilla.org/messenger/searchSession;1"].createInstance(Ci.nsIMsgSearchSession);
    const term = session.createTerm();
    const { value } = term;
    value.attrib = term.attrib = Ci.nsMsgSearchAttrib[attribute];
    value.str = text;
    term.value = value;
    term.op = Ci.nsMsgSearchOp.Contains;
    session.addScopeTerm(Ci.nsMsgSearchScope.onlineMail, folder(path));
    session.appendTerm(term);
    const hits = [];
    return new Promise((resolve, reject) => {
      session.registerListener({
        QueryInterface: ChromeUtils.generateQI(["nsIMsgSearchNotify"]),
        onNewSearch() {},
        onSearchHit: header => hits.push(header.mime2DecodedSubject),
        onSearchDone: status => succeeded("searching", status, () => resolve(hits), reject),
      });
      session.search(null);
    });
  },

  // The message as it came over the wire.
  async source(path, subject) {
    const uri = folder(path).getUriForMsg(message(path, subject));
    const chunks = [];
    await new Promise((resolve, reject) => {
      const listener = {
        QueryInterface: ChromeUtils.generateQI(["nsIStreamListener"]),
        onStartRequest() {},
        onDataAvailable: (_, stream, offset, length) => chunks.push(NetUtil.readInputStreamToString(stream, length)),
        onStopRequest: (_, status) => succeeded("reading", status, resolve, reject),
      };
      MailServices.messageServiceFromURI(uri).streamMessage(uri, listener, null, null, false, "");
    });
    return chunks.join("");
  },

  // ---- writing ------------------------------------------------------------------------------------------------------

  async send(to, copyTo, subject, text, file) {
    await compose(Ci.nsIMsgSend.nsMsgDeliverNow, { to, cc: copyTo, subject, text, file });
  },

  // Saves a draft, and once more, which has to take the place of the first.
  async draft(subject, text) {
    await compose(Ci.nsIMsgSend.nsMsgSaveAsDraft, { to: "", cc: "", subject, text: "not yet" });
    await sync("Drafts");
    const first = message("Drafts", subject);
    await compose(Ci.nsIMsgSend.nsMsgSaveAsDraft, { to: "", cc: "", subject, text });
    folder("Drafts").deleteMessages([first], null, true, false, null, false);
  },
};
