package org.mailstead.gateway;

/** What to do about an account of a server of ours whose mailbox is at a provider, where that is something else than with the gateway. */
final class BackedWords {
    private BackedWords() {}

    /**
     * @param address of the mailbox
     * @param account its address here
     * @param byApp whether an app registration opens it; else a person has signed in
     */
    static Trouble of(Trouble trouble, String address, String account, boolean byApp) {
        String words = byApp ? app(trouble.kind(), address) : person(trouble.kind(), address, account);
        if (words.isEmpty()) return trouble;
        String said = trouble.said().isEmpty() ? "" : " The provider says: " + trouble.said();
        return new Trouble(trouble.kind(), words + said, trouble.said());
    }

    private static String app(Trouble.Kind kind, String address) {
        return switch (kind) {
            case SIGN_IN_AGAIN, REGISTRATION ->
                "The provider does not accept the app registration that the configuration has for " + address
                        + ". Compare tenant, client id and secret or certificate in [[app-registration]] with the"
                        + " provider's console; secrets end there after some months.";
            case CONSENT ->
                "An administrator of the organisation of " + address
                        + " has to grant the app registration its permissions (admin consent).";
            case OTHER_MAILBOX ->
                "The app registration may not open the mailbox " + address
                        + ", or IMAP or POP3 is switched off for it. An administrator gives access in Exchange"
                        + " PowerShell: New-ServicePrincipal once, Add-MailboxPermission for each mailbox.";
            case REFUSED ->
                "The mail server of " + address
                        + " refuses the token of the app registration: it needs the permission for this protocol"
                        + " (IMAP.AccessAsApp, POP.AccessAsApp, SMTP.SendAsApp) with admin consent, a service"
                        + " principal in Exchange, and the tenant that the mailbox belongs to.";
            default -> "";
        };
    }

    private static String person(Trouble.Kind kind, String address, String account) {
        String again = "mailstead account back " + account;
        return switch (kind) {
            case SIGN_IN_AGAIN ->
                "The provider asks " + address + " to sign in again: " + again
                        + ". Passwords in mail programs stay as they are.";
            case REGISTRATION ->
                "The provider does not accept the registration (client id, secret or permissions) that " + address
                        + " was signed in with. Sign in again with a good one: " + again + " --client-id ID.";
            case OTHER_MAILBOX ->
                "The one who signed in may not open the mailbox " + address
                        + ", or the protocol is switched off for it. Sign in as " + address
                        + ", or have its owner or an administrator give access: " + again + ".";
            case REFUSED ->
                "The mail server of " + address
                        + " refuses what it is signed in with. If that stays so, sign in again: " + again + ".";
            default -> "";
        };
    }
}
