using Plenum.Engine.Sfu;
using Plenum.Engine.Sfu.Forwarding;
using Plenum.Engine.Sfu.Negotiation;
using Plenum.Media;
using Plenum.Rtc.Codecs;
using Plenum.Rtc.Rtp;

namespace Plenum.Engine.Tests.Sfu;

public sealed class TrackAnnouncementTests
{
    private static readonly MediaFormat Vp9 = new(98, "VP9", VideoCodec.Vp9);

    [Theory]
    [InlineData(MediaSource.Camera, 1)]
    [InlineData(MediaSource.Camera, 2)]
    [InlineData(MediaSource.Camera, 3)]
    [InlineData(MediaSource.Screen, 3)]
    public void A_scalable_stream_has_the_layers_that_its_sender_says_whatever_its_size(MediaSource source, int layers)
    {
        var options = Announce(new(new("camera"), source, 640, 360) { Layers = layers });

        Assert.True(options.IsScalable);
        Assert.Equal(layers, options.Encodings.Count);
        Assert.Equal((640, 360), (options.Encodings[^1].Width, options.Encodings[^1].Height));
    }

    [Theory]
    [InlineData(MediaSource.Camera, 3)]
    [InlineData(MediaSource.Screen, 1)]
    public void One_of_which_nothing_is_said_has_all_that_there_could_be(MediaSource source, int layers) =>
        Assert.Equal(layers, Announce(new(new("camera"), source, 320, 180)).Encodings.Count);

    private static PublicationOptions Announce(OfferedTrack offered) => TrackAnnouncement.OptionsOf(
        new PlannedTrack("0", offered) { Formats = [Vp9] }, Vp9, new(1), new RtpExtensionMap());
}
