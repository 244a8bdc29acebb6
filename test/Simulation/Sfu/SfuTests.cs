namespace Plenum.Simulation.Tests.Sfu;

public sealed class SfuTests
{
    [Fact]
    public void A_camera_and_a_voice_reach_everybody_who_is_to_have_them()
    {
        using var call = new SimulatedCall(1);
        var publisher = call.Join(camera: true, microphone: true);
        var viewers = Enumerable.Range(0, 3).Select(_ => call.Join(video: 1, audio: 1)).ToList();
        foreach (var viewer in viewers)
        {
            call.Watch(viewer, "v0", publisher);
            call.Hear(viewer, "a0", publisher);
        }

        call.RunFor(TimeSpan.FromSeconds(4));

        Assert.All(viewers, viewer =>
        {
            Assert.Equal(publisher.Number, viewer.Client.Video["v0"].Publisher);
            Assert.InRange(viewer.Client.Video["v0"].Frames, 75, 125);
            Assert.InRange(viewer.Client.Audio["a0"].Packets, 150, 200);
            Assert.Equal(0, viewer.Client.Audio["a0"].Gaps);
        });
        call.Check();
    }
}
