using Plenum.Rtc;
using Plenum.Rtc.Ice;
using Plenum.Rtc.Stun;

namespace Plenum.Fuzz.Targets;

/// <summary>Feeds a lite agent with raw bytes and with authentic garbage, from changing addresses.</summary>
internal sealed class IceLiteTarget : FuzzTarget, IDatagramSink
{
    private static readonly IceCredentials Local = new("server01", "the server's password 0123");
    private static readonly IceCredentials Remote = new("client01", "the client's password 0123");
    private static readonly byte[] Key = StunKey.ShortTerm(Local.Password);
    private static readonly TransportAddress Here = TransportAddress.Parse("198.51.100.1:443");

    private int _sent;

    public override string Name => "ice-lite";

    public override IReadOnlyList<byte[]> Dictionary => new StunTarget().Dictionary;

    public override IEnumerable<byte[]> Seeds() =>
    [
        [1, .. SignedStun.Check(nominates: false, controlling: true)],
        [1, .. SignedStun.Check(nominates: true, controlling: true)],
        [3, .. SignedStun.Check(nominates: true, controlling: false)],
        .. new StunTarget().Seeds().Select(seed => (byte[])[0, .. seed]),
    ];

    public void Send(ReadOnlySpan<byte> datagram, TransportPath path) => _sent++;

    public override ulong Run(ReadOnlySpan<byte> input)
    {
        var now = Timestamp.FromMilliseconds(1000);
        var agent = new IceLiteAgent(Local, this, now);
        agent.SetRemoteCredentials(Remote);
        _sent = 0;
        var mark = new Mark();
        var how = input.IsEmpty ? 0 : input[0];
        var datagram = (how & 1) != 0
            ? SignedStun.From(input[1..], "server01:client01", Key, new StunTransactionId(1, (uint)how))
            : input[Math.Min(1, input.Length)..].ToArray();
        for (var i = 0; i < 3; i++)
        {
            var path = new TransportPath(Here, TransportAddress.FromIPv4(0xC0000201, 1000 + (i * (how >> 1 & 3))));
            mark.Add((ulong)agent.Receive(datagram, path, now));
            mark.Add((ulong)agent.State);
            mark.Add(agent.IsValidated(path));
            now += TimeSpan.FromSeconds(how >> 3);
            agent.Tick(now);
            if (agent.NextDeadline.At <= now)
                throw new InvalidOperationException("the deadline does not move on");
        }

        mark.AddMagnitude(_sent);
        return mark.Value;
    }
}
