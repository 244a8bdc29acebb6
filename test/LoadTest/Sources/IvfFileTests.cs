using System.Buffers.Binary;
using System.Text;
using Plenum.LoadTest.Plan;
using Plenum.LoadTest.Sources;

namespace Plenum.LoadTest.Tests.Sources;

public sealed class IvfFileTests
{
    [Fact]
    public void Frames_are_read_with_their_times()
    {
        var clip = IvfFile.Read(File("VP80", [0x10, 1], [0x11, 2, 3], [0x11]));

        Assert.Equal(ClipCodec.Vp8, clip.Codec);
        Assert.Equal([true, false, false], clip.Frames.Select(frame => frame.IsKey));
        Assert.Equal([0, 1, 2], clip.Frames.Select(frame => (int)frame.At.TotalSeconds));
        Assert.Equal(TimeSpan.FromSeconds(3), clip.Length);
        Assert.Equal([0x11, 2, 3], clip.Frames[1].Bytes);
    }

    [Fact]
    public void A_key_frame_of_H264_has_its_parameters_with_it()
    {
        var clip = IvfFile.Read(File("H264", [0, 0, 0, 1, 0x67, 1, 0, 0, 1, 0x68, 1, 0, 0, 1, 0x65, 1], [0, 0, 1, 0x41, 9]));
        Assert.Equal([true, false], clip.Frames.Select(frame => frame.IsKey));
    }

    [Fact]
    public void What_is_cut_or_unknown_is_refused()
    {
        Assert.Throws<InvalidDataException>(() => IvfFile.Read(File("AV01", [1], [2])));
        Assert.Throws<InvalidDataException>(() => IvfFile.Read(File("VP80", [1], [2, 2, 2]).AsSpan(..^1)));
        Assert.Throws<InvalidDataException>(() => IvfFile.Read("RIFF"u8));
    }

    [Theory]
    [InlineData((int)VideoKind.Vp8)]
    [InlineData((int)VideoKind.H264)]
    public void Recorded_pictures_begin_with_a_key_frame_and_are_as_large_as_a_calls(int kind)
    {
        var clip = Clips.Video(new() { Video = (VideoKind)kind });

        Assert.True(clip.Frames[0].IsKey);
        Assert.InRange(clip.Frames.Count / clip.Length.TotalSeconds, 20, 40);
        Assert.InRange(clip.Bitrate.BitsPerSecond, 300_000, 2_000_000);
    }

    [Fact]
    public void Recorded_sound_has_50_packets_a_second()
    {
        var clip = Clips.Audio(new() { Audio = AudioKind.Opus });
        Assert.InRange(clip.Frames.Count / clip.Length.TotalSeconds, 49, 51);
    }

    private static byte[] File(string codec, params byte[][] frames)
    {
        var file = new List<byte>(new byte[32]);
        var header = new byte[32];
        "DKIF"u8.CopyTo(header);
        header[6] = 32;
        Encoding.ASCII.GetBytes(codec).CopyTo(header, 8);
        (header[16], header[20]) = (1, 1);
        file = [.. header];
        for (var index = 0; index < frames.Length; index++)
        {
            var about = new byte[12];
            BinaryPrimitives.WriteInt32LittleEndian(about, frames[index].Length);
            BinaryPrimitives.WriteInt64LittleEndian(about.AsSpan(4), index);
            file.AddRange(about);
            file.AddRange(frames[index]);
        }

        return [.. file];
    }
}
