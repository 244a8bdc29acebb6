using Plenum.Media.Allocation;

namespace Plenum.Media.Tests.Allocation;

public sealed class LayerOptionsTests
{
    [Fact]
    public void A_stream_that_has_just_stopped_is_no_bargain()
    {
        var harness = new RoomHarness();
        var publication = harness.PublishCamera(1);
        var camera = new Camera(1);
        for (var frame = 0; frame < 90; frame++)
        {
            harness.Pass(1000.0 / 30);
            foreach (var packet in camera.EncodeAll().ToArray())
                harness.Receive(publication, packet);
        }

        var flowing = RateOfTop();
        for (var frame = 0; frame < 25; frame++)
        {
            harness.Pass(1000.0 / 30);
            foreach (var packet in camera.Encode(0).ToArray())
                harness.Receive(publication, packet);
            Assert.True(RateOfTop() >= flowing, $"{RateOfTop()} after {flowing}");
        }

        long RateOfTop() => LayerOptions.Of(publication, harness.Now)[^1].Bitrate.BitsPerSecond;
    }
}
