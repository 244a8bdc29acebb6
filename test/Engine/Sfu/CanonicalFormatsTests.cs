using Plenum.Engine.Sfu.Negotiation;
using Plenum.Rtc.Sdp;

namespace Plenum.Engine.Tests.Sfu;

public sealed class CanonicalFormatsTests
{
    [Theory]
    [InlineData("VP8", "", "VP8", "", true)]
    [InlineData("VP8", "", "VP9", "profile-id=0", false)]
    [InlineData("H264", "packetization-mode=1;profile-level-id=64001f", "H264", "packetization-mode=1;profile-level-id=42e01f", true)]
    [InlineData("H264", "packetization-mode=0", "H264", "packetization-mode=1", true)]
    [InlineData("H264", "packetization-mode=1", "H264", "packetization-mode=0", false)]
    [InlineData("h264", "", "H264", "packetization-mode=0", true)]
    [InlineData("red", "111/111", "red", "111/111", true)]
    [InlineData("red", "111/111", "red", "109/109", false)]
    public void A_packet_may_be_sent_as_another_format_if_a_receiver_of_that_understands_it(
        string sent, string sentParameters, string understood, string understoodParameters, bool expected)
    {
        var names = CanonicalFormats.SentIn(Media(sent, sentParameters)).Select(format => format.Name);
        var known = CanonicalFormats.UnderstoodIn(Media(understood, understoodParameters)).Select(format => format.Name);

        Assert.Equal(expected, names.Intersect(known).Any());
    }

    private static NegotiatedMedia Media(string name, string parameters) => new()
    {
        Index = 0,
        Mid = "0",
        Kind = MediaKind.Video,
        Codecs =
        [
            new NegotiatedCodec(
                Enum.Parse<CodecKind>(name, ignoreCase: true),
                new CodecDescription(96, name, 90_000) { Parameters = new FormatParameters(parameters) },
                null),
        ],
    };
}
