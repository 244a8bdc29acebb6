using System.Buffers.Binary;
using System.Text;

namespace Plenum.LoadTest.Sources;

/// <summary>
/// Reads IVF: a header of 32 bytes ("DKIF", version, header length, codec, width, height, ticks a second, ...), then for each
/// frame its length (4 bytes), its time in ticks (8 bytes) and its bytes; little-endian. Plenum's recordings also have
/// H.264 access units and Opus packets in it (codecs "H264" and "OPUS").
/// </summary>
internal static class IvfFile
{
    private const int FrameHeader = 12;

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">It is none, or has no frame.</exception>
    public static MediaClip Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < 32 || !file[..4].SequenceEqual("DKIF"u8))
            throw new InvalidDataException("This is no IVF file.");
        var codec = CodecOf(Encoding.ASCII.GetString(file.Slice(8, 4)));
        var ticksPerSecond = BinaryPrimitives.ReadUInt32LittleEndian(file[16..]) / (double)BinaryPrimitives.ReadUInt32LittleEndian(file[20..]);
        var frames = ReadFrames(file[BinaryPrimitives.ReadUInt16LittleEndian(file[6..])..], codec, ticksPerSecond);
        if (frames.Count < 2)
            throw new InvalidDataException("There are no frames in the file.");

        // The last frame lasts as long as the others do on average.
        var length = frames[^1].At * (frames.Count / (frames.Count - 1.0));
        return new MediaClip(codec, frames, length, isReal: true);
    }

    private static List<MediaFrame> ReadFrames(ReadOnlySpan<byte> rest, ClipCodec codec, double ticksPerSecond)
    {
        var frames = new List<MediaFrame>();
        while (rest.Length > FrameHeader)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(rest);
            var ticks = BinaryPrimitives.ReadInt64LittleEndian(rest[4..]);
            if (length <= 0 || length > rest.Length - FrameHeader)
                throw new InvalidDataException("A frame is longer than the file.");
            var bytes = rest.Slice(FrameHeader, length).ToArray();
            frames.Add(new(bytes, TimeSpan.FromSeconds(ticks / ticksPerSecond), IsKey(codec, bytes)));
            rest = rest[(FrameHeader + length)..];
        }

        return frames;
    }

    private static ClipCodec CodecOf(string name) => name switch
    {
        "VP80" => ClipCodec.Vp8,
        "H264" => ClipCodec.H264,
        "OPUS" => ClipCodec.Opus,
        _ => throw new InvalidDataException($"A recording of {name} cannot be sent."),
    };

    private static bool IsKey(ClipCodec codec, ReadOnlySpan<byte> frame) => codec switch
    {
        // RFC 6386, section 9.1: the lowest bit of the frame tag.
        ClipCodec.Vp8 => (frame[0] & 1) == 0,
        ClipCodec.H264 => HasParameters(frame),
        _ => true,
    };

    /// <summary>ITU-T H.264, table 7-1: a sequence parameter set (7) stands before each picture that a decoder can start with.</summary>
    private static bool HasParameters(ReadOnlySpan<byte> unit)
    {
        for (var at = unit.IndexOf((ReadOnlySpan<byte>)[0, 0, 1]); at >= 0 && at + 3 < unit.Length;)
        {
            if ((unit[at + 3] & 0x1F) == 7)
                return true;
            var next = unit[(at + 3)..].IndexOf((ReadOnlySpan<byte>)[0, 0, 1]);
            at = next < 0 ? -1 : at + 3 + next;
        }

        return false;
    }
}
