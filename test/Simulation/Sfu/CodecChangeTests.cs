using Plenum.Rtc.Sdp;

namespace Plenum.Simulation.Tests.Sfu;

/// <summary>
/// The group's codec changes when somebody comes who cannot decode it, and back when they go: the publisher sends both for
/// a while, in a section each (docs/moves.md), and what anybody sees goes on.
/// </summary>
public sealed class CodecChangeTests
{
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(2);

    private static readonly NegotiationPolicy Vp8Alone = new() { AcceptsData = false, Video = [CodecPreference.Vp8] };

    [Fact]
    public void Nobody_sees_that_the_codec_changes_for_somebody_and_back() => Seeds.Run(20, seed =>
    {
        using var call = new SimulatedCall(seed);
        Play(call, new Random(seed), out var viewers, out var stillness);

        Assert.True(stillness.Longest <= TimeSpan.FromMilliseconds(120), $"{stillness}");
        Assert.All(viewers, viewer => Assert.All(
            viewer.Client.Video.Values, video => Assert.Equal((0, 0, 0), (video.Lost, video.Paddings, video.Breaks))));
    });

    [Fact]
    public void Under_loss_it_recovers() => Seeds.Run(20, seed =>
    {
        using var call = new SimulatedCall(
            500 + seed, LinkProfile.RoundTrip(40) with { Loss = 0.03, Jitter = TimeSpan.FromMilliseconds(5), Reorder = 0.01 });
        Play(call, new Random(seed), out _, out var stillness);

        Assert.True(stillness.Longest < TimeSpan.FromSeconds(2), $"{stillness}");
    });

    [Fact]
    public void Nobody_sees_it_on_another_shard() => Seeds.Run(20, seed =>
    {
        using var call = new SimulatedCall(1000 + seed, shards: 2, perShard: 2);
        Play(call, new Random(seed), out var viewers, out var stillness);

        Assert.True(stillness.Longest <= TimeSpan.FromMilliseconds(120), $"{stillness}");
        Assert.Equal(2, call.Sfu.Rooms.Count());
        Assert.All(viewers, viewer => Assert.All(
            viewer.Client.Video.Values, video => Assert.Equal((0, 0, 0), (video.Lost, video.Paddings, video.Breaks))));
    });

    private static void Play(SimulatedCall call, Random random, out List<SimulatedClient> viewers, out Stillness stillness)
    {
        var publisher = call.Join(microphone: true);
        publisher.CameraSections = ["vp9"];
        publisher.Client.PublishVp9();
        publisher.Negotiate();
        viewers = [.. Enumerable.Range(0, 3).Select(_ => call.Join(video: 1))];
        foreach (var viewer in viewers)
            call.Watch(viewer, "v0", publisher);
        Run(call, 3 + random.NextDouble());
        Assert.All(viewers, viewer => Assert.Equal(3, viewer.Client.Video["v0"].Encoding));
        stillness = new Stillness(call.World, viewers[^1].Client);

        for (var round = 0; round < 3; round++)
        {
            var guest = call.Join(video: 1, policy: Vp8Alone);
            call.Watch(guest, "v0", publisher);
            Run(call, random.NextDouble());
            Change(call, publisher, "vp9", "camera");
            Run(call, 1 + random.NextDouble());
            Assert.All(viewers.Append(guest), viewer => Assert.InRange(viewer.Client.Video["v0"].Encoding, 0, 2));

            call.Leave(guest);
            Run(call, random.NextDouble());
            Change(call, publisher, "camera", "vp9");
            Run(call, 1 + random.NextDouble());
            Assert.All(viewers, viewer => Assert.Equal(3, viewer.Client.Video["v0"].Encoding));
        }
    }

    /// <summary>As the SDK does it: the new section beside the present one, and two seconds later without that.</summary>
    private static void Change(SimulatedCall call, SimulatedClient publisher, string before, string after)
    {
        if (after == "camera" && publisher.Client.Camera is null)
            publisher.Client.Publish(camera: true, microphone: false);
        publisher.CameraSections = [before, after];
        publisher.Negotiate();
        SetOn(publisher, after, isOn: true);
        Run(call, Overlap.TotalSeconds);
        publisher.CameraSections = [after];
        SetOn(publisher, before, isOn: false);
        publisher.Negotiate();
    }

    private static void SetOn(SimulatedClient publisher, string section, bool isOn) =>
        (section == "camera" ? publisher.Client.Camera! : publisher.Client.Vp9Camera!).IsOn = isOn;

    /// <summary>Passes time in small steps, in each of which all that must hold does.</summary>
    private static void Run(SimulatedCall call, double seconds)
    {
        for (var passed = 0.0; passed < seconds; passed += 0.1)
        {
            call.RunFor(TimeSpan.FromSeconds(0.1));
            call.Check();
        }
    }
}
