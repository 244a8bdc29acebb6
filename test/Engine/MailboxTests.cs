namespace Plenum.Engine.Tests;

public sealed class MailboxTests
{
    [Fact]
    public void Messages_come_out_in_the_order_they_went_in()
    {
        var mailbox = new Mailbox<int>(() => { });
        for (var message = 0; message < 10; message++)
            mailbox.Post(message);

        Assert.Equal(Enumerable.Range(0, 10), TakeAll(mailbox));
    }

    [Fact]
    public void The_owner_is_woken_once_until_it_has_looked()
    {
        var wakes = 0;
        var mailbox = new Mailbox<int>(() => wakes++);
        mailbox.Post(1);
        mailbox.Post(2);
        Assert.Equal(1, wakes);

        TakeAll(mailbox);
        mailbox.Post(3);

        Assert.Equal(2, wakes);
    }

    [Fact]
    public void No_message_is_lost_between_many_posters_and_an_owner_that_waits_for_wake_ups()
    {
        using var bell = new AutoResetEvent(false);
        var mailbox = new Mailbox<int>(() => bell.Set());
        var posters = Enumerable.Range(0, 4).Select(_ => new Thread(() =>
        {
            for (var message = 0; message < 5_000; message++)
                mailbox.Post(message);
        })).ToList();
        posters.ForEach(poster => poster.Start());

        var taken = 0;
        while (taken < 20_000)
        {
            Assert.True(bell.WaitOne(TimeSpan.FromSeconds(30)), $"a wake-up is missing after {taken} messages");
            taken += TakeAll(mailbox).Count;
        }

        posters.ForEach(poster => poster.Join());
        Assert.Equal(20_000, taken);
    }

    private static List<int> TakeAll(Mailbox<int> mailbox)
    {
        var taken = new List<int>();
        while (mailbox.TryTake(out var message))
            taken.Add(message);
        return taken;
    }
}
