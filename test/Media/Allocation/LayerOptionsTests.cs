using Plenum.Media.Forwarding;

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

        long RateOfTop() => publication.Layers.At(harness.Now)[^1].Bitrate.BitsPerSecond;
    }

    [Fact]
    public void A_key_frame_that_was_asked_for_does_not_make_a_layer_dear()
    {
        var (publication, camera, send) = Flowing();
        var before = LowestOf(publication);
        camera.RequestKeyFrame(0);
        send(1);

        Assert.InRange(LowestOf(publication), before * 0.8, before * 1.2);
    }

    [Fact]
    public void A_stream_of_nothing_but_key_frames_takes_what_they_take()
    {
        var (publication, camera, send) = Flowing();
        var before = LowestOf(publication);
        for (var frame = 0; frame < 30; frame++)
        {
            camera.RequestKeyFrame(0);
            send(1);
        }

        Assert.True(LowestOf(publication) > before * 10);
    }

    private static double LowestOf(Publication publication) =>
        publication.Streams[0].Measure(new Layer(0, 0), publication.Streams[0].LastPacketAt).BitsPerSecond;

    private static (Publication Publication, Camera Camera, Action<int> Send) Flowing()
    {
        var harness = new RoomHarness();
        var publication = harness.PublishCamera(1);
        var camera = new Camera(1) { KeyFrameFactor = 10 };
        Send(90);
        return (publication, camera, Send);

        void Send(int frames)
        {
            for (var frame = 0; frame < frames; frame++)
            {
                harness.Pass(1000.0 / 30);
                foreach (var packet in camera.EncodeAll().ToArray())
                    harness.Receive(publication, packet);
            }
        }
    }
}
