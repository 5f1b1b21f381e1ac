package org.mailstead.authenticity;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailstead.dns.ScriptedResolver;

/**
 * The message that RFC 8617 §B prints. It has its limits: the public keys are not printed, and their 512 bits would be too weak
 * to be believed (RFC 8301 §3.2); {@code smtp.from} and {@code smtp.mfrom} are not the name of that property ({@code
 * smtp.mailfrom}); and the signature of the author is made with SHA-1, which nobody takes any more.
 */
class ArcExampleTest {
    private static final String MESSAGE = """
            Return-Path: <jqd@d1.example>
            Received: from example.org (example.org [208.69.40.157])
                by gmail.example with ESMTP id d200mr22663000ykb.93.1421363207
                for <fmartin@example.com>; Thu, 14 Jan 2015 15:02:40 -0800 (PST)
            Received: from segv.d1.example (segv.d1.example [72.52.75.15])
                by lists.example.org (8.14.5/8.14.5) with ESMTP id t0EKaNU9010123
                for <arc@example.org>; Thu, 14 Jan 2015 15:01:30 -0800 (PST)
                (envelope-from jqd@d1.example)
            Received: from [2001:DB8::1A] (w-x-y-z.dsl.static.isp.example [w.x.y.z])
                (authenticated bits=0)
                by segv.d1.example with ESMTP id t0FN4a8O084569;
                Thu, 14 Jan 2015 15:00:01 -0800 (PST)
                (envelope-from jqd@d1.example)
            Received: from mail-ob0-f188.google.example
                (mail-ob0-f188.google.example [208.69.40.157]) by
                clochette.example.org with ESMTP id d200mr22663000ykb.93.1421363268
                for <fmartin@example.org>; Thu, 14 Jan 2015 15:03:15 -0800 (PST)
            ARC-Seal: i=3; a=rsa-sha256; cv=pass; d=clochette.example.org; s=
                    clochette; t=12345; b=CU87XzXlNlk5X/yW4l73UvPUcP9ivwYWxyBWcVrRs7
                    +HPx3K05nJhny2fvymbReAmOA9GTH/y+k9kEc59hAKVg==
            ARC-Message-Signature: i=3; a=rsa-sha256; c=relaxed/relaxed; d=
                    clochette.example.org; h=message-id:date:from:to:subject; s=
                    clochette; t=12345; bh=KWSe46TZKCcDbH4klJPo+tjk5LWJnVRlP5pvjXFZY
                    LQ=; b=o71vwyLsK+Wm4cOSlirXoRwzEvi0vqIjd/2/GkYFYlSd/GGfKzkAgPqxf
                    K7ccBMP7Zjb/mpeggswHjEMS8x5NQ==
            ARC-Authentication-Results: i=3; clochette.example.org; spf=fail
                smtp.from=jqd@d1.example; dkim=fail (512-bit key)
                header.i=@d1.example; dmarc=fail; arc=pass (as.2.gmail.example=pass,
                ams.2.gmail.example=pass, as.1.lists.example.org=pass,
                ams.1.lists.example.org=fail (message has been altered))
            Authentication-Results: clochette.example.org; spf=fail
                smtp.from=jqd@d1.example; dkim=fail (512-bit key)
                header.i=@d1.example; dmarc=fail; arc=pass (as.2.gmail.example=pass,
                ams.2.gmail.example=pass, as.1.lists.example.org=pass,
                ams.1.lists.example.org=fail (message has been altered))
            ARC-Seal: i=2; a=rsa-sha256; cv=pass; d=gmail.example; s=20120806; t=
                    12345; b=Zpukh/kJL4Q7Kv391FKwTepgS56dgHIcdhhJZjsalhqkFIQQAJ4T9BE
                    8jjLXWpRNuh81yqnT1/jHn086RwezGw==
            ARC-Message-Signature: i=2; a=rsa-sha256; c=relaxed/relaxed; d=
                    gmail.example; h=message-id:date:from:to:subject; s=20120806; t=
                    12345; bh=KWSe46TZKCcDbH4klJPo+tjk5LWJnVRlP5pvjXFZYLQ=; b=CVoG44
                    cVZvoSs2mMig2wwqPaJ4OZS5XGMCegWqQs1wvRZJS894tJM0xO1RJLgCPsBOxdA5
                    9WSqI9s9DfyKDfWg==
            ARC-Authentication-Results: i=2; gmail.example; spf=fail
                smtp.from=jqd@d1.example; dkim=fail (512-bit key)
                header.i=@example.org; dmarc=fail; arc=pass
                (as.1.lists.example.org=pass, ams.1.lists.example.org=pass)
            ARC-Seal: i=1; a=rsa-sha256; cv=none; d=lists.example.org; s=dk-lists;
                     t=12345; b=TlCCKzgk3TrAa+G77gYYO8Fxk4q/Ml0biqduZJeOYh6+0zhwQ8u/
                    lHxLi21pxu347isLSuNtvIagIvAQna9a5A==
            ARC-Message-Signature: i=1; a=rsa-sha256; c=relaxed/relaxed; d=
                    lists.example.org; h=message-id:date:from:to:subject; s=
                    dk-lists; t=12345; bh=KWSe46TZKCcDbH4klJPo+tjk5LWJnVRlP5pvjXFZYL
                    Q=; b=DsoD3n3hiwlrN1ma8IZQFgZx8EDO7Wah3hUjIEsYKuShRKYB4LwGUiKD5Y
                    yHgcIwGHhSc/4+ewYqHMWDnuFxiQ==
            ARC-Authentication-Results: i=1; lists.example.org; spf=pass
                smtp.mfrom=jqd@d1.example; dkim=pass (512-bit key)
                header.i=@d1.example; dmarc=pass
            DKIM-Signature: v=1; a=rsa-sha1; c=relaxed/relaxed; d=d1.example; h=
                    message-id:date:from:to:subject; s=origin2015; bh=bIxxaeIQvmOBdT
                    AitYfSNFgzPP4=; b=qKjd5fYibKXWWIcMKCgRYuo1vJ2fD+IAQPjX+uamXIGY2Q
                    0HjQ+Lq3/yHzG3JHJp6780/nKQPOWt2UDJQrJkEA==
            Message-ID: <54B84785.1060301@d1.example>
            Date: Thu, 14 Jan 2015 15:00:01 -0800
            From: John Q Doe <jqd@d1.example>
            To: arc@dmarc.example
            Subject: [List 2] Example 1

            Hey gang,
            This is a test message.
            --J.
            """.replace("\n", "\r\n");

    @Test
    void theChainIsRead() throws Exception {
        var chain = ArcChain.of(RawHeader.read(ArcTest.open(MESSAGE)));
        assertThat(chain.links())
                .extracting(link -> link.instance() + " " + link.sealTags().domain() + " "
                        + link.sealTags().selector() + " " + link.sealTags().validation())
                .containsExactly(
                        "1 lists.example.org dk-lists none",
                        "2 gmail.example 20120806 pass",
                        "3 clochette.example.org clochette pass");
        assertThat(chain.links())
                .extracting(ArcExampleTest::results)
                .containsExactly(
                        List.of("lists.example.org", "spf=pass", "dkim=pass", "dmarc=pass"),
                        List.of("gmail.example", "spf=fail", "dkim=fail", "dmarc=fail", "arc=pass"),
                        List.of("clochette.example.org", "spf=fail", "dkim=fail", "dmarc=fail", "arc=pass"));
    }

    private static List<String> results(ArcChain.Link link) {
        var results = ArcChain.results(link).orElseThrow();
        var all = new ArrayList<String>();
        all.add(results.server());
        results.results().forEach(result -> all.add(result.method() + "=" + result.result()));
        return all;
    }

    /** The keys are missing, and that is all: the text is the one that was signed. */
    @Test
    void itFailsForWantOfTheKeysAlone() {
        assertThat(ArcTest.verify(new ScriptedResolver(""), MESSAGE).reason())
                .isEqualTo("there is no key at clochette._domainkey.clochette.example.org");
        assertThat(ArcTest.verify(new ScriptedResolver(""), MESSAGE.replace("gang", "all"))
                        .reason())
                .isEqualTo("the text was changed after the signature of clochette.example.org (3)");
    }

    @Test
    void keysAsWeakAsThoseAreNotBelieved() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(512);
        var key = generator.generateKeyPair().getPublic().getEncoded();
        String zone = "clochette._domainkey.clochette.example.org TXT \"v=DKIM1; p="
                + Base64.getEncoder().encodeToString(key) + "\"";
        assertThat(ArcTest.verify(new ScriptedResolver(zone), MESSAGE).reason())
                .isEqualTo("the key of clochette.example.org is not for such signatures");
    }
}
