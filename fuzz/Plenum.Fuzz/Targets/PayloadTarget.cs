using Plenum.Rtc.Codecs;

namespace Plenum.Fuzz.Targets;

/// <summary>Every reader of video and Opus payloads.</summary>
internal sealed class PayloadTarget : FuzzTarget
{
    public override string Name => "payload";

    public override int MaxLength => 128;

    public override IEnumerable<byte[]> Seeds() => ((string[])
    [
        "90f0923407211002009d012a8002680100",
        "aa8123000558" + "00a0005a014000b402800168" + "010401ff",
        "fc0520" + "0302ff",
        "7800046742002800" + "0268ce",
        "7c8588",
        "28020a003600",
        "7b02ffff",
    ]).Select(Convert.FromHexString);

    public override ulong Run(ReadOnlySpan<byte> input)
    {
        PayloadFuzz.Run(input.ToArray());
        var mark = new Mark();
        for (var codec = VideoCodec.Vp8; codec <= VideoCodec.Av1; codec++)
        {
            if (!VideoPayload.TryParse(codec, input, out var video))
                continue;
            mark.Add((byte)codec);
            mark.Add((byte)((video.StartsKeyFrame ? 1 : 0) | (video.StartsFrame ? 2 : 0) | (video.IsDiscardable ? 4 : 0)));
            mark.Add((byte)((video.SpatialId << 4) | video.TemporalId));
        }
        return mark.Value;
    }
}
