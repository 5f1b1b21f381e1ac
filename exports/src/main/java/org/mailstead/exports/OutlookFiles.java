package org.mailstead.exports;

/** Classic Outlook reads an answer of Autodiscover from a file, where its registry says so. */
final class OutlookFiles implements Format {
    /** A folder that everybody may write to; the registry's text has its backslashes twice. */
    private static final String FOLDER = "C:\\\\Users\\\\Public\\\\";

    private static final String END = "\r\n";

    @Override
    public void write(Draft draft) {
        String domain = draft.account().domain();
        String file = "autodiscover-" + domain + ".xml";
        draft.file(file, "text/xml", new AutodiscoverDocument(draft.account()).text());
        // The name of the domain is in ASCII and has nothing that is quoted here.
        draft.file(
                "outlook-" + domain + ".reg",
                "text/plain",
                String.join(
                        END,
                        "Windows Registry Editor Version 5.00",
                        "",
                        "[HKEY_CURRENT_USER\\Software\\Microsoft\\Office\\16.0\\Outlook\\AutoDiscover]",
                        "\"PreferLocalXML\"=dword:00000001",
                        "\"" + domain + "\"=\"" + FOLDER + file + "\"",
                        ""));
        draft.steps();
    }
}
