using Plenum.Rtc.Dtls;
using Plenum.Simulation;

namespace Plenum.Rtc.Tests.Dtls;

public sealed class DtlsBadInputTests
{
    [Fact]
    public void Garbage_between_the_flights_ends_no_handshake() => Seeds.Run(100, seed =>
    {
        using var pair = new DtlsPair(seed).Start();
        var random = new SeededRandom((ulong)seed);
        var garbage = new byte[1 + random.Next(200)];

        while (!pair.AreConnected && pair.Client.Failure is null && pair.Server.Failure is null)
        {
            random.Fill(garbage);
            garbage[0] = (byte)(20 + random.Next(4));
            pair.Client.Receive(garbage, default, default, pair.World.Now);
            pair.Server.Receive(garbage, default, default, pair.World.Now);
            pair.RunFor(0.005);
        }

        Assert.True(pair.AreConnected);
    });

    [Fact]
    public void A_handshake_message_of_nonsense_never_reaches_the_library() => Seeds.Run(100, seed =>
    {
        using var pair = new DtlsPair(seed).Start();
        var random = new SeededRandom((ulong)seed);
        while (!pair.AreConnected && pair.Client.Failure is null && pair.Server.Failure is null)
        {
            var record = Record(DtlsContentType.Handshake, 0, 40 + random.Next(100), random);
            pair.Client.Receive(record, default, default, pair.World.Now);
            pair.Server.Receive(record, default, default, pair.World.Now);
            pair.RunFor(0.005);
        }

        Assert.True(pair.AreConnected);
    });

    [Theory]
    [InlineData(1)]
    [InlineData(11)]
    [InlineData(14)]
    public void A_forged_message_far_ahead_does_not_stall_the_handshake(byte type)
    {
        using var pair = new DtlsPair().Start();
        byte[] message = [type, 0, 0, 10, 1, 0, 0, 0, 0, 0, 0, 10, .. new byte[10]];
        var forged = RecordOf(message);
        while (!pair.AreConnected && pair.Client.Failure is null && pair.Server.Failure is null)
        {
            pair.Client.Receive(forged, default, default, pair.World.Now);
            pair.Server.Receive(forged, default, default, pair.World.Now);
            pair.RunFor(0.005);
        }

        Assert.True(pair.AreConnected);
    }

    [Fact]
    public void Forged_finished_records_reach_the_library_only_up_to_a_bound()
    {
        using var pair = new DtlsPair().Start();
        pair.World.RunUntil(() => pair.Server.Sent.Count > 0, TimeSpan.FromSeconds(1));
        var random = new SeededRandom(1);

        for (var i = 0; i < 100; i++)
            pair.Server.Receive(Record(DtlsContentType.Handshake, 1, 48, random), default, default, pair.World.Now);

        Assert.Equal(68, pair.Server.Drops[DropReason.DtlsUnexpected]);
    }

    [Fact]
    public void Truncated_and_altered_copies_of_the_real_datagrams_do_not_end_a_connected_session() =>
        Seeds.Run(50, seed =>
        {
            using var pair = new DtlsPair(seed);
            Assert.True(pair.Connect());
            var random = new SeededRandom((ulong)seed);

            foreach (var datagram in pair.Client.Sent.Concat(pair.Server.Sent).ToList())
            {
                var copy = datagram.ToArray();
                copy[random.Next(copy.Length)] ^= (byte)(1 + random.Next(255));
                var cut = copy.AsSpan(0, random.Next(copy.Length));
                pair.Client.Receive(cut, default, default, pair.World.Now);
                pair.Server.Receive(cut, default, default, pair.World.Now);
            }

            Assert.True(pair.AreConnected);
            pair.Client.Session.TrySend("still there"u8);
            pair.RunFor(1);
            Assert.Single(pair.Server.Data);
        });

    [Fact]
    public void A_bad_hello_is_counted_and_the_true_one_is_answered()
    {
        using var pair = new DtlsPair();
        pair.Server.Session.Start(pair.World.Now);
        pair.Server.Receive(HelloOf(new byte[40]), default, default, pair.World.Now);
        Assert.Equal(1, pair.Server.Drops[DropReason.DtlsBadClientHello]);
        Assert.Empty(pair.Server.Sent);

        Assert.True(pair.Connect());
    }

    [Fact]
    public void A_hello_with_nothing_in_common_is_told_so_and_the_session_stays_open()
    {
        using var pair = new DtlsPair();
        pair.Server.Session.Start(pair.World.Now);
        byte[] hello = [0xFE, 0xFD, .. new byte[32], 0, 0, 0, 2, 0, 5, 1, 0];
        pair.Server.Receive(HelloOf(hello), default, default, pair.World.Now);

        Assert.Equal([2, 40], Assert.Single(pair.Server.Sent)[13..]);
        Assert.Equal(DtlsState.Handshaking, pair.Server.Session.State);
        pair.RunFor(1);
        Assert.True(pair.Connect());
    }

    [Fact]
    public void A_session_that_only_met_bad_hellos_says_so_when_it_gives_up()
    {
        using var pair = new DtlsPair();
        pair.Server.Session.Start(pair.World.Now);
        byte[] hello = [0xFE, 0xFD, .. new byte[32], 0, 0, 0, 2, 0, 5, 1, 0];
        pair.Server.Receive(HelloOf(hello), default, default, pair.World.Now);

        pair.RunFor(40);

        Assert.Equal(DtlsFailure.NegotiationFailed, pair.Server.Failure);
    }

    [Fact]
    public void A_server_that_waits_takes_nothing_but_a_hello()
    {
        using var pair = new DtlsPair();
        pair.Server.Session.Start(pair.World.Now);
        var random = new SeededRandom(1);

        foreach (var type in Enum.GetValues<DtlsContentType>())
        {
            pair.Server.Receive(Record(type, 0, 30, random), default, default, pair.World.Now);
            pair.Server.Receive(Record(type, 1, 30, random), default, default, pair.World.Now);
        }

        Assert.Equal(8, pair.Server.Drops.Total());
        Assert.Empty(pair.Server.Sent);
    }

    [Fact]
    public void Repeated_handshake_records_are_answered_at_a_bounded_rate()
    {
        using var pair = new DtlsPair();
        Assert.True(pair.Connect());
        pair.RunFor(10);
        var sent = pair.Server.Sent.Count;

        for (var i = 0; i < 1000; i++)
        {
            pair.Server.Receive(pair.Client.Sent[^1].ToArray(), default, default, pair.World.Now);
            pair.RunFor(0.001);
        }

        Assert.Equal(20, pair.Server.Sent.Count - sent);
    }

    [Fact]
    public void Early_data_is_kept_only_up_to_a_bound()
    {
        using var pair = new DtlsPair().Start();
        pair.World.RunUntil(() => pair.Client.Sent.Count > 1, TimeSpan.FromSeconds(1));
        var random = new SeededRandom(1);

        for (var i = 0; i < 100; i++)
            pair.Client.Receive(Record(DtlsContentType.ApplicationData, 1, 100, random), default, default, pair.World.Now);

        Assert.Equal(92, pair.Client.Drops[DropReason.DtlsUnexpected]);
    }

    private static byte[] HelloOf(byte[] body)
    {
        byte[] message = [1, 0, 0, (byte)body.Length, 0, 0, 0, 0, 0, 0, 0, (byte)body.Length, .. body];
        return RecordOf(message);
    }

    private static byte[] RecordOf(byte[] message)
    {
        var record = new byte[DtlsRecord.HeaderLength + message.Length];
        DtlsRecord.WriteHeader(record, DtlsContentType.Handshake, 0, 0, message.Length);
        message.CopyTo(record, DtlsRecord.HeaderLength);
        return record;
    }

    private static byte[] Record(DtlsContentType type, int epoch, int length, SeededRandom random)
    {
        var record = new byte[DtlsRecord.HeaderLength + length];
        random.Fill(record);
        DtlsRecord.WriteHeader(record, type, epoch, random.Next(1000), length);
        return record;
    }
}
