using Plenum.Rtc;
using Plenum.Rtc.Ice.Turn;
using Plenum.Rtc.Stun;
using Plenum.Simulation;

namespace Plenum.Fuzz.Targets;

/// <summary>Answers a TURN client with garbage: unsigned before it has a key, signed afterwards, and relayed data.</summary>
internal sealed class TurnTarget : FuzzTarget, IDatagramSink
{
    private static readonly TransportAddress Server = TransportAddress.Parse("198.51.100.1:3478");
    private static readonly TransportAddress Here = TransportAddress.Parse("10.0.0.1:1000");
    private static readonly TransportAddress Peer = TransportAddress.Parse("10.0.0.2:2000");
    private static readonly byte[] Key = StunKey.LongTerm("user", "r", "password");

    private StunTransactionId _transaction;
    private StunMethod _method;

    public override string Name => "turn";

    public override IReadOnlyList<byte[]> Dictionary => [.. new StunTarget().Dictionary, [0x40, 0], [0x40, 1, 0, 8]];

    public override IEnumerable<byte[]> Seeds()
    {
        byte[] challenge = [0, 9, 0, 4, 0, 0, 4, 1, 0, 0x14, 0, 1, (byte)'r', 0, 0x15, 0, 1, (byte)'n'];
        byte[] allocated = [0, 0x16, 0, 8, 0, 1, 1, 2, 3, 4, 5, 6, 0, 0x20, 0, 8, 0, 1, 1, 2, 3, 4, 5, 6, 0, 0xD, 0, 4, 0, 0, 1, 0];
        yield return FuzzScript.Of([(1, challenge), (2, allocated), (3, []), (2, []), (2, []), (4, [0x40, 0, 0, 2, 1, 2]), (5, [255])]);
        yield return FuzzScript.Of([(1, challenge), (2, allocated), (3, []), (1, challenge), (5, [9]), (4, [0, 0x17])]);
        yield return FuzzScript.Of([(1, [0, 9, 0, 4, 0, 0, 3, 0, 0x80, 0x23, 0, 8, 0, 1, 1, 2, 3, 4, 5, 6]), (1, challenge)]);
    }

    public void Send(ReadOnlySpan<byte> datagram, TransportPath path)
    {
        if (!StunMessage.TryParse(datagram, out var message, out _) || message.Class != StunClass.Request)
            return;
        _transaction = message.TransactionId;
        _method = message.Method;
    }

    public override ulong Run(ReadOnlySpan<byte> input)
    {
        var now = Timestamp.FromMilliseconds(1000);
        var allocation = new TurnAllocation(
            new TurnServer(Server, "user", "password"), Here, new SeededRandom(3), this, now);
        var mark = new Mark();
        foreach (var (operation, argument) in new FuzzScript(input))
        {
            Step(allocation, operation, argument, ref now, ref mark);
            mark.Add((ulong)allocation.State);
        }

        for (var i = 0; i < 20 && allocation.NextDeadline != Timestamp.Never; i++)
        {
            now = allocation.NextDeadline > now ? allocation.NextDeadline : now;
            allocation.Tick(now);
            if (allocation.NextDeadline <= now)
                throw new InvalidOperationException("the deadline does not move on");
        }

        return mark.Value;
    }

    private void Step(TurnAllocation allocation, byte operation, ReadOnlySpan<byte> argument, ref Timestamp now, ref Mark mark)
    {
        switch (operation % 6)
        {
            case 0:
                mark.Add((ulong)allocation.Receive(argument, now));
                break;
            case 1:
                mark.Add((ulong)allocation.Receive(Respond(StunClass.Error, argument, []), now));
                break;
            case 2:
                mark.Add((ulong)allocation.Receive(Respond(StunClass.Success, argument, Key), now));
                break;
            case 3:
                allocation.BindChannel(Peer, now);
                allocation.Send(argument, Peer);
                break;
            case 4:
                var datagram = argument.ToArray();
                mark.Add(allocation.TryUnwrap(datagram, out var inner, out _));
                mark.AddMagnitude(inner.Length);
                break;
            default:
                now += TimeSpan.FromSeconds(argument.IsEmpty ? 1 : argument[0]);
                allocation.Tick(now);
                break;
        }
    }

    private byte[] Respond(StunClass messageClass, ReadOnlySpan<byte> attributes, byte[] key)
    {
        var writer = new StunWriter(new byte[8192], messageClass, _method, _transaction);
        for (; attributes.Length >= 4 && writer.Message.Length < 1500;)
        {
            var length = Math.Min((attributes[2] << 8) | attributes[3], attributes.Length - 4);
            writer.Add((StunAttributeType)((attributes[0] << 8) | attributes[1]), attributes.Slice(4, length));
            attributes = attributes[(4 + length)..];
        }

        if (key.Length > 0)
            writer.AddMessageIntegrity(key);
        return writer.Message.ToArray();
    }
}
