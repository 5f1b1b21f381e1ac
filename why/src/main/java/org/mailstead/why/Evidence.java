package org.mailstead.why;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.mailstead.directory.Account;
import org.mailstead.directory.CredentialChanges;
import org.mailstead.directory.SignInAttempt;

/**
 * All that is known about an account's mail programs at one moment.
 *
 * @param attempts to sign in to it, the newest first
 * @param like tries that may have been meant for it, under names that nobody or that several have
 * @param lastUses by the labels of app passwords, those taken back included; the account's own password for an empty one
 * @param secondFactor whether programs need an app password
 * @param leadsToSeveral whether a name as it was typed is an alias of several accounts, this one among them
 * @param atHome whether the account was signed in to lately from a network address
 */
record Evidence(
        Account account,
        List<SignInAttempt> attempts,
        List<SignInAttempt> like,
        CredentialChanges changes,
        Map<String, SignInAttempt> lastUses,
        boolean secondFactor,
        Predicate<String> leadsToSeveral,
        Predicate<String> atHome,
        Instant now) {}
