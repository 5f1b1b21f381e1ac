package org.mailstead.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.protocol.BindResponseProtocolOp;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.SearchResultDoneProtocolOp;
import com.unboundid.ldap.protocol.SearchResultEntryProtocolOp;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.directory.MailAddress;
import org.mailstead.directory.PasswordAuthority.Verdict;
import org.mailstead.testkit.MovableClock;
import org.mailstead.testkit.Mutator;

class LdapFuzzTest {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] input) {
        return new String(input, StandardCharsets.UTF_8);
    }

    @Test
    void whateverIsTypedStaysAValue() {
        var filter = Template.filter("(&(objectClass=person)(mail={local}))").orElseThrow();
        var dn = Template.dn("uid={local},ou=people,dc=example,dc=org").orElseThrow();
        Mutator.run(
                81,
                4_000,
                List.of(bytes("ann"), bytes("a)(uid=*"), bytes("#a,b+c=\"d\\2a "), bytes("{local}ä")),
                List.of("*", "(", ")", "\\", "\0", ",", "+", "=", "#", " ", "{address}", "\\2a"),
                input -> {
                    String typed = text(input);
                    var address = new MailAddress(typed, "example.org");
                    try {
                        var made = filter.filterFor(address);
                        assertThat(made.getComponents()).hasSize(2);
                        assertThat(made.getComponents()[1].getAssertionValueBytes())
                                .isEqualTo(bytes(typed));
                        var named = dn.dnFor(address);
                        assertThat(named.getRDNs()).hasSize(4).allMatch(rdn -> !rdn.isMultiValued());
                        // The library cuts spaces at the ends, escaped or not; names with spaces are not looked up by
                        // DN.
                        String kept =
                                new String(named.getRDNs()[0].getByteArrayAttributeValues()[0], StandardCharsets.UTF_8);
                        assertThat(kept.strip()).isEqualTo(typed.strip());
                    } catch (LDAPException e) {
                        // A name cannot be empty.
                        assertThat(typed).isBlank();
                    }
                });
    }

    @Test
    void whatServersWriteIsReadOrNot() {
        Mutator.run(
                82,
                4_000,
                List.of(
                        bytes(
                                "80090308: LdapErr: DSID-0C0903A9, comment: AcceptSecurityContext error, data 775, v4563"),
                        bytes("SMTP:Ann@example.org"),
                        bytes("x500:/o=Example")),
                List.of("data ", "52e", "533", "smtp:", "\r\n", "\0", "@"),
                input -> {
                    String said = text(input);
                    BindAnswer.windows(said).ifPresent(answer -> {
                        assertThat(answer.verdict()).isNotIn(Verdict.RIGHT, Verdict.UNAVAILABLE);
                        assertThat(said.toLowerCase(java.util.Locale.ROOT)).contains("data ");
                    });
                    PersonSearch.address(said)
                            .ifPresent(address -> assertThat(MailAddress.parse(address.toString()))
                                    .hasValue(address));
                    assertThat(LdapTrouble.shown(said).length()).isLessThanOrEqualTo(401);
                    assertThat(LdapTrouble.shown(said).codePoints()).noneMatch(Character::isISOControl);
                });
    }

    @TempDir
    private Path folder;

    /** A server that says these bytes whatever it is asked. */
    @Test
    void anyAnswersAreAVerdict() {
        byte[] entry = message(
                2,
                new SearchResultEntryProtocolOp(
                        "uid=ann," + TestDirectory.BASE, List.of(new Attribute("mail", "ann@example.org"))));
        byte[] done = message(2, new SearchResultDoneProtocolOp(0, null, null, null));
        byte[] bound = message(1, new BindResponseProtocolOp(0, null, null, null, null));
        byte[] wrong = message(1, new BindResponseProtocolOp(49, null, "data 52e", null, null));
        Mutator.run(
                83,
                300,
                List.of(together(bound, entry, done), together(bound, entry, entry, done), bound, wrong),
                List.of("\60\14\2\1\1", "\12\1\0", "\4\0", "\60\204\177\377\377\377"),
                this::asked);
    }

    private void asked(byte[] says) {
        try (var server = new SilentServer(true, says)) {
            var settings = TestSettings.with(
                    TestSettings.plain(folder, server.port()), new LdapSettings.Limits(Duration.ofSeconds(2), 1));
            try (var authority =
                    new LdapAuthority(settings, new MovableClock("2026-01-15T12:00:00Z"), new Random(5), _ -> {})) {
                assertThat(authority.check(MailAddress.of("ann@example.org"), "right one"))
                        .isNotNull();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] message(int id, com.unboundid.ldap.protocol.ProtocolOp op) {
        return new LDAPMessage(id, op).encode().encode();
    }

    private static byte[] together(byte[]... messages) {
        var all = new ByteArrayOutputStream();
        for (byte[] each : messages) all.writeBytes(each);
        return all.toByteArray();
    }
}
