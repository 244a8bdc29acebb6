namespace Plenum.Media.Forwarding;

/// <summary>
/// Pads a frame's packets to one length. An encoder cuts a frame into parts that differ by some bytes, and what goes to a
/// receiver as one message to the kernel must be of one length, but for the last: two bytes of padding for each receiver
/// cost less than one more trip through its network stack.
/// </summary>
internal static class EqualLengths
{
    /// <summary>What a packet may grow by.</summary>
    public const int MostPadding = 16;

    /// <summary>Looks at packets that are forwarded together, in the order of arrival.</summary>
    public static void Apply(ReadOnlySpan<SourcePacket> run)
    {
        for (var first = 0; first < run.Length;)
        {
            var frame = run[first..EndOfFrame(run, first)];
            var longest = 0;
            foreach (var packet in frame)
                longest = Math.Max(longest, packet.PayloadLength);
            // The last may be shorter, and is alone where there is no other.
            foreach (var packet in frame[..^1])
                PadTo(longest, packet);
            first += frame.Length;
        }
    }

    private static int EndOfFrame(ReadOnlySpan<SourcePacket> run, int first)
    {
        var end = first + 1;
        while (end < run.Length && run[end].Header.Timestamp == run[first].Header.Timestamp)
            end++;
        return end;
    }

    private static void PadTo(int length, SourcePacket packet)
    {
        var missing = length - packet.PayloadLength;
        if (missing is > 0 and <= MostPadding && packet is { PayloadLength: > 0, IsPadded: false })
            packet.Pad(missing);
    }
}
