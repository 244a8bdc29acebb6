using Plenum.Rtc;
using Plenum.Rtc.Rtp;

namespace Plenum.Fuzz.Targets;

/// <summary>
/// The whole peer, behind a handshake with real OpenSSL: a script puts garbage into every layer, in authentic form where
/// the layer authenticates.
/// </summary>
internal sealed class PeerTarget : FuzzTarget
{
    private const int MaxStreams = 128;

    public override string Name => "peer";

    public override IReadOnlyList<byte[]> Dictionary { get; } =
        [.. new StunTarget().Dictionary, .. new RtcpTarget().Dictionary, .. new RtpTarget().Dictionary, .. new DtlsTarget().Dictionary];

    public override IEnumerable<byte[]> Seeds()
    {
        byte[] video = [0x80, 96, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 3, 4];
        byte[] later = [0x80, 96, 0, 9, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 3, 4];
        byte[] repair = [0x80, 97, 0, 1, 0, 0, 0, 0, 0, 0, 0, 7, 0, 4, 3, 4];
        yield return FuzzScript.Of([(3, video), (3, later), (6, [2]), (3, repair), (6, [50])]);
        yield return FuzzScript.Of([.. new RtpTarget().Seeds().Select(seed => ((byte)3, seed)), (6, [20])]);
        yield return FuzzScript.Of([(7, [100]), (7, [100]), .. new RtcpTarget().Seeds().Select(seed => ((byte)4, seed)), (6, [20])]);
        yield return FuzzScript.Of([(2, SignedStun.Check(true, true)), (2, SignedStun.Check(false, false)), (6, [255])]);
        yield return FuzzScript.Of([(0, [22, 254, 253, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1]), (1, video), (5, [1, 2, 3])]);
        foreach (var seed in SctpSeeds())
            yield return FuzzScript.Of([(5, seed), (6, [10])]);
    }

    public override ulong Run(ReadOnlySpan<byte> input)
    {
        using var client = new HostileClient();
        var mark = new Mark();
        foreach (var (operation, argument) in new FuzzScript(input))
        {
            Step(client, operation, argument);
            mark.Add((ulong)client.Peer.State);
        }

        if (client.Peer.InboundStreams.Count > MaxStreams)
            throw new InvalidOperationException("more streams than there may be");
        foreach (var reason in Enum.GetValues<DropReason>())
            mark.AddMagnitude(client.Peer.Drops[reason]);
        mark.AddMagnitude(client.MediaPackets);
        mark.AddMagnitude(client.Events);
        mark.AddMagnitude(client.Stream.PacketsRetransmitted);
        return mark.Value;
    }

    private static void Step(HostileClient client, byte operation, ReadOnlySpan<byte> argument)
    {
        switch (operation % 9)
        {
            case 0:
                client.SendRaw(argument, isKnownAddress: true);
                break;
            case 1:
                client.SendRaw(argument, isKnownAddress: false);
                break;
            case 2:
                client.SendStun(argument);
                break;
            case 3 when RtpHeader.TryParse(argument, out _):
                client.SendRtp(argument);
                break;
            case 4:
                client.SendRtcp(argument);
                break;
            case 5:
                client.SendChunks(argument);
                break;
            case 6:
                client.Pass(TimeSpan.FromMilliseconds(argument.IsEmpty ? 1 : argument[0] * 4));
                break;
            case 7:
                client.SendFromServer(argument.IsEmpty ? 1 : argument[0] * 4);
                break;
            case 8 when client.Peer.InboundStreams.Count > 0:
                client.Peer.RequestKeyFrame(client.Peer.InboundStreams[0], client.Now);
                break;
        }
    }

    /// <summary>Chunks: a channel opened, a message in two parts, a report of arrivals, a stream's end, a heartbeat.</summary>
    private static IEnumerable<byte[]> SctpSeeds()
    {
        byte[] open = [0, 3, 0, 32, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 50, 3, 0, 1, 0, 0, 0, 0, 0, 0, 4, 0, 0, .. "chat"u8];
        byte[] begin = [0, 2, 0, 20, 0, 0, 0, 1, 0, 2, 0, 1, 0, 0, 0, 51, 1, 2, 3, 4];
        byte[] end = [0, 1, 0, 20, 0, 0, 0, 2, 0, 2, 0, 1, 0, 0, 0, 51, 1, 2, 3, 4];
        yield return [.. open, .. begin, .. end];
        yield return [.. end, .. begin, .. open];
        yield return [3, 0, 0, 20, 0, 0, 0, 1, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2, 0, 3];
        yield return [.. open, 130, 0, 0, 22, 0, 13, 0, 18, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 9, 0, 2, 0, 0];
        yield return [192, 0, 0, 12, 0, 0, 0, 5, 0, 2, 0, 1];
        yield return [4, 0, 0, 12, 0, 1, 0, 8, 1, 2, 3, 4];
        yield return [1, 0, 0, 20, 0, 0, 0, 1, 0, 2, 0, 0, 0, 16, 0, 16, 0, 0, 0, 1];
        yield return [10, 0, 0, 8, 1, 2, 3, 4, 7, 0, 0, 8, 0, 0, 0, 0];
    }
}
