using Plenum.AspNetCore.Hosting.Media;
using Plenum.Rooms;

namespace Plenum.AspNetCore.Tests.Media;

public sealed class CodecRankingTests
{
    private static readonly VideoCodec[] All = [VideoCodec.Vp9, VideoCodec.Vp8, VideoCodec.H264, VideoCodec.Av1];

    [Fact]
    public void Where_everybody_decodes_all_the_preferred_one_is_sent() =>
        Assert.Equal(VideoCodec.Vp9, Of([All, All]).Choose(All));

    [Fact]
    public void Where_nobody_receives_yet_the_preferred_one_is_sent() =>
        Assert.Equal(VideoCodec.Vp9, Of([]).Choose(All));

    [Fact]
    public void One_who_decodes_less_makes_everybody_send_what_all_decode() =>
        Assert.Equal(VideoCodec.Vp8, Of([All, All, [VideoCodec.Vp8, VideoCodec.H264]]).Choose(All));

    [Fact]
    public void A_publisher_who_cannot_send_it_sends_the_next() =>
        Assert.Equal(VideoCodec.H264, Of([All]).Choose([VideoCodec.H264, VideoCodec.Av1]));

    [Fact]
    public void Where_nothing_suits_everybody_most_decide() =>
        Assert.Equal(
            VideoCodec.H264,
            Of([[VideoCodec.Vp8], [VideoCodec.H264], [VideoCodec.H264, VideoCodec.Av1]]).Choose(All));

    [Fact]
    public void What_the_room_is_not_to_use_is_not_asked_for() =>
        Assert.Null(CodecRanking.Of([VideoCodec.Vp8], []).Choose([VideoCodec.Av1]));

    private static CodecRanking Of(VideoCodec[][] receivers) =>
        CodecRanking.Of(All, receivers.Select(codecs => codecs.ToHashSet()));
}
