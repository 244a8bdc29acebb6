using Plenum.Simulation;

namespace Plenum.Media.Tests;

/// <summary>
/// What a viewer sees for minutes whose path has one width, while the estimate of it breathes. Where not even the least of all
/// pictures fits (some 50 kbit/s here), they come and go more often: one that stayed dark for some seconds for that reason
/// would stand still for as long when the path was only believed to be so narrow.
/// </summary>
public sealed class SteadyPathTests
{
    private const int Cameras = 6;
    private const int FramesPerSecond = 10;
    private const double Noise = 0.15;
    private static readonly int[] Lengths = [300, 1100, 3300];

    private readonly RoomHarness _harness = new();
    private readonly Publication[] _publications;
    private readonly Camera[] _cameras;
    private readonly ReceiveSlot[] _slots;
    private readonly SeededRandom _random = new(1);

    public SteadyPathTests()
    {
        _publications = [.. Enumerable.Range(1, Cameras).Select(id => _harness.PublishCamera(id))];
        _cameras = [.. Enumerable.Range(1, Cameras).Select(id => new Camera((byte)id) { FrameLength = LengthOf })];
        _slots = [.. Enumerable.Range(0, Cameras).Select(Watch)];
    }

    [Theory]
    [InlineData(60)]
    [InlineData(100)]
    [InlineData(200)]
    [InlineData(400)]
    [InlineData(800)]
    [InlineData(1600)]
    public void A_picture_changes_its_size_a_few_times_a_minute_at_most(int budget)
    {
        Play(5, 100_000);
        Play(20, budget);
        var before = Changes();
        Play(60, budget);

        Assert.InRange((double)(Changes() - before) / Cameras, 0, 6);
    }

    private static int LengthOf(int encoding, bool isKey, int temporal) => Lengths[encoding] * (isKey ? 4 : 1);

    private ReceiveSlot Watch(int index)
    {
        var slot = _harness.AddSlot(40 + index, subscriber: 40);
        _harness.Must(new MediaCommand.Bind(slot.Id, _publications[index].Id));
        _harness.Must(new MediaCommand.SetViewport(slot.Id, new(1280, 720, true)));
        return slot;
    }

    /// <summary>How often a picture has changed its size, or come or gone.</summary>
    private int Changes()
    {
        var last = new Dictionary<SlotId, int>();
        var changes = 0;
        foreach (var chosen in _harness.Events.OfType<MediaEvent.LayerChosen>())
        {
            var size = chosen.Layer?.Spatial ?? -1;
            if (last.TryGetValue(chosen.Slot, out var before) && before != size)
                changes++;
            last[chosen.Slot] = size;
        }

        return changes;
    }

    private void Play(int seconds, int budget)
    {
        for (var frame = 0; frame < seconds * FramesPerSecond; frame++)
        {
            _harness.SetBudget(40, budget * (1 + (Noise * ((_random.NextDouble() * 2) - 1))));
            foreach (var (camera, publication) in _cameras.Zip(_publications))
            {
                for (var encoding = 0; encoding < Lengths.Length; encoding++)
                {
                    foreach (var packet in camera.Encode(encoding).ToArray())
                        _harness.Receive(publication, packet);
                }
            }

            AnswerKeyFrames();
            _harness.Pass(1000.0 / FramesPerSecond);
            _harness.Sent.Clear();
        }
    }

    private void AnswerKeyFrames()
    {
        foreach (var needed in _harness.Events.OfType<MediaEvent.KeyFrameNeeded>())
            _cameras[needed.Stream.Publication.Id.Value - 1].RequestKeyFrame(needed.Stream.Encoding);
        _harness.Events.RemoveAll(happened => happened is MediaEvent.KeyFrameNeeded);
    }
}
