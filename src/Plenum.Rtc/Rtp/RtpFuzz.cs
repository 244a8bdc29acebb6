namespace Plenum.Rtc.Rtp;

/// <summary>Drives every reader of RTP over arbitrary bytes, for the fuzzers and the tests of malformed input.</summary>
internal static class RtpFuzz
{
    private static readonly RtpExtensionMap Map = MapOfEverything();

    /// <summary>Reads the bytes in every way a peer would. Must neither throw nor run long.</summary>
    public static void Run(ReadOnlySpan<byte> bytes)
    {
        if (RtpPacket.TryParse(bytes, out var packet))
        {
            _ = RtpExtensionValues.Read(packet, Map).Mid;
            if (RedPayload.TryParse(packet.Payload, out var red))
            {
                foreach (var block in red)
                    _ = block.Data.Length;
            }
        }
        Span<byte> copy = new byte[bytes.Length + Rtx.Overhead];
        bytes.CopyTo(copy);
        if (Rtx.TryWrap(copy, bytes.Length, 1, new Ssrc(2), 3))
            Rtx.TryUnwrap(copy, new Ssrc(1), 96, out _);
    }

    private static RtpExtensionMap MapOfEverything()
    {
        var map = new RtpExtensionMap();
        for (var kind = RtpExtensionKind.Mid; (int)kind < RtpExtensionUris.KindCount; kind++)
            map.TryAdd((byte)kind, kind);
        return map;
    }
}
