package org.mailstead.server.cli;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.mailstead.directory.Directory;
import org.mailstead.directory.MailAddress;
import org.mailstead.directory.PasswordHashing;
import org.mailstead.directory.PasswordRules;
import org.mailstead.server.OpenStore;

/** The accounts of the demonstration: made at the first start, found at the next. */
final class DemoPeople {
    static final String DOMAIN = "example.test";
    private static final String CROWD = "user";

    /** Accounts made at once: their commits are merged, so that many share one wait for the disk. */
    private static final int AT_ONCE = 64;

    record Person(MailAddress address, String password) {}

    private final OpenStore open;
    private final DemoMemory memory;
    private final Clock clock;
    private final RandomGenerator random;

    DemoPeople(OpenStore open, DemoMemory memory, Clock clock, RandomGenerator random) {
        this.open = open;
        this.memory = memory;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Ann and Bob, and after them as many numbered users as asked for.
     *
     * @param crowdPassword for those; if it is another one than last time, theirs are changed
     */
    List<Person> prepare(int crowd, Optional<String> crowdPassword) throws IOException {
        var directory = open.directory();
        if (!directory.domains().contains(DOMAIN)) directory.addDomain(DOMAIN);
        var people = new ArrayList<Person>();
        for (var name : List.of("ann", "bob")) people.add(person(name));
        if (crowd > 0) people.addAll(crowd(crowd, crowdPassword));
        return people;
    }

    /** The password is kept before the account is made: a start broken off between them must not lock anybody out. */
    private Person person(String name) throws IOException {
        var address = new MailAddress(name, DOMAIN);
        boolean there = open.directory().account(address).isPresent();
        var known = memory.password(address.toString());
        var person = new Person(address, known.orElseGet(() -> PasswordRules.generate(random)));
        if (known.isEmpty()) {
            memory.password(address.toString(), person.password());
            memory.write();
        }
        if (!there) open.directory().addAccount(address, person.password());
        else if (known.isEmpty()) open.directory().changePassword(address, person.password());
        return person;
    }

    private List<Person> crowd(int size, Optional<String> wanted) throws IOException {
        var before = memory.password(CROWD);
        String password = wanted.or(() -> before).orElseGet(() -> PasswordRules.generate(random));
        boolean other = before.isPresent() && !before.get().equals(password);
        var people = new ArrayList<Person>();
        for (int i = 1; i <= size; i++)
            people.add(new Person(new MailAddress("%s%04d".formatted(CROWD, i), DOMAIN), password));
        // A hash of full strength takes 50 ms, ten thousand of them many minutes. These begin with a cheap one; each is
        // made anew at full strength when its owner first signs in.
        var quick = new Directory(
                open.store(),
                open.writer(),
                new PasswordHashing(PasswordHashing.Cost.CHEAP),
                PasswordRules.ANY,
                clock,
                random);
        var work = new ArrayList<Callable<Boolean>>();
        for (var person : people) {
            work.add(() -> {
                boolean there = quick.account(person.address()).isPresent();
                if (!there) quick.addAccount(person.address(), password);
                else if (other) quick.changePassword(person.address(), password);
                return !there;
            });
        }
        allOf(work);
        memory.password(CROWD, password);
        memory.write();
        return people;
    }

    private static void allOf(List<Callable<Boolean>> work) {
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (Future<Boolean> done : threads.invokeAll(work)) done.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) throw cause;
            throw new IllegalStateException(e.getCause());
        }
    }
}
