package org.mailstead.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatesTest {
    @ParameterizedTest
    @CsvSource(delimiterString = " => ", textBlock = """
            Fri, 21 Nov 1997 09:55:06 -0600                     => 1997-11-21T09:55:06-06:00
            21 Nov 97 09:55 GMT (comment)                       => 1997-11-21T09:55:00Z
            Mon, 2 Jan 2006                                     => 2006-01-02T00:00:00Z
            Thu, 13 Feb 1969 23:32 -0330 (Newfoundland Time)    => 1969-02-13T23:32:00-03:30
            Fri, 21 Nov 1997 09(comment):   55  :  06 -0600     => 1997-11-21T09:55:06-06:00
            Thu,\t13  Feb\t1969 23:32:54 +0000                  => 1969-02-13T23:32:54Z
            21-Nov-1997 09:55:06 +0100                          => 1997-11-21T09:55:06+01:00
            1 JUNE 2003 10:52:37 PDT                            => 2003-06-01T10:52:37-07:00
            Tue, 1 Jul 103 10:52:37 +0200                       => 2003-07-01T10:52:37+02:00
            Sat, 31 Dec 2016 23:59:60 +0000                     => 2016-12-31T23:59:59Z
            Tue, 1 Jul 2003 10:52:37 Z                          => 2003-07-01T10:52:37Z
            Tue, 1 Jul 2003 10:52:37 CEST                       => 2003-07-01T10:52:37+02:00
            Tue, 1 Jul 2003 10:52:37 +02:00                     => 2003-07-01T10:52:37+02:00
            Tue, 1 Jul 2003 10:52:37 +9999                      => 2003-07-01T10:52:37Z
            Tue, 1 Jul 2003 10.52.37 -0000                      => 2003-07-01T10:52:37Z
            Fri Nov 21 09:55:06 1997                            => 1997-11-21T09:55:06Z
            Fri Nov 21 09:55:06 EST 1997                        => 1997-11-21T09:55:06-05:00
            Fri Nov 21 09:55:06 1997 +0100                      => 1997-11-21T09:55:06+01:00
            Nov 21, 1997 09:55                                  => 1997-11-21T09:55:00Z
            1997-11-21T09:55:06.123Z                            => 1997-11-21T09:55:06Z
            1997-11-21 09:55:06 +0100                           => 1997-11-21T09:55:06+01:00
            """)
    void forms(String value, OffsetDateTime wanted) {
        assertThat(Dates.parse(value)).contains(wanted);
    }

    @Test
    void whatIsNoDateIsNone() {
        for (String value : List.of(
                "",
                "yesterday",
                "Thu, 31 Feb 2006 10:00:00 +0000",
                "Thu, 1 Foo 2006 10:00:00 +0000",
                "32 Jan 2006",
                "1 Jan 2006 25:00",
                "(1 Jan 2006)",
                "1 Jan 2006".repeat(100))) {
            assertThat(Dates.parse(value)).as(value).isEmpty();
        }
    }
}
