namespace Plenum.Rtc.Codecs;

/// <summary>What an Opus packet tells by its first byte (RFC 6716, section 3.1).</summary>
public readonly record struct OpusPacket
{
    private const int MostFrames = 48;
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(120);

    /// <summary>Whether the packet is so short that it only keeps a silence alive (discontinuous transmission).</summary>
    public bool IsDtx { get; private init; }

    /// <summary>Whether it is stereo.</summary>
    public bool IsStereo { get; private init; }

    /// <summary>How many frames it holds.</summary>
    public int FrameCount { get; private init; }

    /// <summary>The time all its frames cover.</summary>
    public TimeSpan Duration { get; private init; }

    /// <summary>Reads a packet.</summary>
    /// <returns>False if it is empty, or claims more than 120 ms.</returns>
    public static bool TryParse(ReadOnlySpan<byte> payload, out OpusPacket packet)
    {
        packet = default;
        if (payload.IsEmpty)
            return false;
        var frames = (payload[0] & 0x03) switch
        {
            0 => 1,
            1 or 2 => 2,
            _ => payload.Length < 2 ? 0 : payload[1] & 0x3f,
        };
        var duration = FrameDuration(payload[0] >> 3) * frames;
        if (frames is 0 or > MostFrames || duration > Longest)
            return false;
        packet = new OpusPacket
        {
            // Silence is sent as a table of contents with at most one byte of frame (RFC 6716, section 2.1.9).
            IsDtx = payload.Length <= 2,
            IsStereo = (payload[0] & 0x04) != 0,
            FrameCount = frames,
            Duration = duration,
        };
        return true;
    }

    private static TimeSpan FrameDuration(int configuration) => TimeSpan.FromMilliseconds(configuration switch
    {
        // SILK: 10, 20, 40, 60 ms; hybrid: 10, 20; CELT: 2.5, 5, 10, 20.
        < 12 => (configuration & 3) switch { 0 => 10, 1 => 20, 2 => 40, _ => 60 },
        < 16 => (configuration & 1) == 0 ? 10 : 20,
        _ => 2.5 * (1 << (configuration & 3)),
    });
}
