// What Thunderbird is told to do, one function a step; thunderbird.py runs them inside Thunderbird, with its own privileges.
// They call what Thunderbird's windows call. Arguments are texts; what is returned must be a text, a number or a list of them.

const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
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
  async signIn(host, imapPort, smtpPort, user, password, certificate) {
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
    await url("signing in", end => created.incomingServer.rootFolder.getFolderWithFlags(Ci.nsMsgFolderFlags.Inbox).getNewMessages(null, end));
    await until("there are folders", () => created.incomingServer.rootFolder.subFolders.length > 1);
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
};
