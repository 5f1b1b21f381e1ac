package org.mailstead.zone;

import java.util.ArrayList;
import java.util.List;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.DnsRecord.Address;
import org.mailstead.dns.RecordType;
import org.mailstead.tlspolicy.HostNames;
import org.mailstead.tlspolicy.PolicyHost.Fetched;
import org.mailstead.tlspolicy.StsPolicy;

/** Whether the policy for MTA-STS is announced, can be fetched, and is this server's. RFC 8461 §3. */
final class StsCheck {
    private final MailSetup setup;
    private final Surroundings around;
    private final DnsName policyHost;
    private final List<Finding> findings = new ArrayList<>();

    private StsCheck(MailSetup setup, Surroundings around) {
        this.setup = setup;
        this.around = around;
        this.policyHost = setup.under(ServedPolicy.HOST_LABEL);
    }

    static List<Finding> of(MailSetup setup, Surroundings around) {
        var check = new StsCheck(setup, around);
        if (check.record() && check.host()) check.policy();
        return check.findings;
    }

    /** Whether there is one, so that others look for the policy. */
    private boolean record() {
        DnsName name = setup.under("_mta-sts");
        String subject = "MTA-STS " + name;
        var looked = Looked.texts(around.resolver(), name, "v=STSv1");
        if (looked.failure() != null) {
            findings.add(Finding.unknown(subject, looked.failure()));
            return false;
        }
        boolean none = setup.policy().mode() == StsPolicy.Mode.NONE;
        if (looked.records().isEmpty()) {
            if (setup.web() && !none)
                findings.add(Finding.missing(
                        subject,
                        false,
                        "others do not know that mail is to be brought over TLS",
                        "Publish the TXT record: " + setup.policy().recordText()));
            return false;
        }
        if (!setup.web()) {
            findings.add(Finding.different(
                    subject,
                    "announces a policy that this server does not serve (listen.https is off)",
                    "Switch HTTPS on, or take the record out once nobody remembers the policy any more."));
            return false;
        }
        String text = looked.records().getFirst().joined().strip();
        if (looked.records().size() > 1)
            findings.add(Finding.different(subject, "there are several, so that none counts", "Leave one only."));
        else if (!text.matches("(?i)v=STSv1\\s*;.*\\bid=" + setup.policy().id() + "\\s*(;.*)?"))
            findings.add(Finding.different(
                    subject,
                    "announces another policy than the present one: " + text,
                    "Those who remember the old one go on with it. Publish: "
                            + setup.policy().recordText()));
        else
            findings.add(Finding.fine(
                    subject, "announces the present policy (" + setup.policy().mode() + ")"));
        return true;
    }

    private boolean host() {
        String subject = "MTA-STS " + policyHost;
        var found = new ArrayList<Address>();
        var here = new ArrayList<Address>();
        for (var type : List.of(RecordType.A, RecordType.AAAA)) {
            var looked = Looked.up(around.resolver(), policyHost, type);
            if (looked.failure() != null) {
                findings.add(Finding.unknown(subject, looked.failure()));
                return false;
            }
            found.addAll(looked.records());
            here.addAll(Looked.up(around.resolver(), setup.host(), type).records());
        }
        if (found.isEmpty()) {
            findings.add(Finding.missing(
                    subject,
                    true,
                    "the record announces a policy, and there is no host to fetch it from",
                    "Publish: " + policyHost + ". IN CNAME " + setup.host() + "."));
            return false;
        }
        if (found.stream().noneMatch(here::contains) && !here.isEmpty())
            findings.add(Finding.doubtful(
                    subject,
                    "leads to another machine than " + setup.host(),
                    "Right only if the policy is served there."));
        boolean covered = !setup.certificates().isEmpty()
                && HostNames.bears(setup.certificates().getFirst(), List.of(policyHost));
        if (!covered)
            findings.add(Finding.different(
                    subject,
                    "the certificate is not for this name, so that nobody takes the policy",
                    "Have one made that bears " + policyHost + " beside " + setup.host() + "."));
        return covered;
    }

    private void policy() {
        String subject = "MTA-STS https://" + policyHost + ServedPolicy.PATH;
        switch (around.policies().fetch(setup.domain())) {
            case Fetched.Policy(var policy) -> {
                if (policy.equals(setup.policy().policy())) findings.add(Finding.fine(subject, "is served"));
                else
                    findings.add(Finding.different(
                            subject,
                            "another policy than this server's is served: mode " + policy.mode() + ", mx "
                                    + String.join(" ", policy.mx()) + ", max_age "
                                    + policy.maxAge().toSeconds(),
                            "Look who answers there. If the settings were changed, start the server anew."));
            }
            case Fetched.Failed(var why) ->
                findings.add(Finding.different(
                        subject,
                        "the policy cannot be fetched: " + why.why(),
                        "Others then bring mail as if there were none. See that port 443 is open and the certificate"
                                + " trusted."));
        }
    }
}
