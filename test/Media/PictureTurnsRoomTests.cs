
namespace Plenum.Media.Tests;

/// <summary>What a viewer sees for minutes whose path carries a few of the pictures at the lowest layer.</summary>
public sealed class PictureTurnsRoomTests
{
    private const int Cameras = 6;
    private const int FramesPerSecond = 10;

    private readonly RoomHarness _harness = new();
    private readonly Publication[] _publications;
    private readonly Camera[] _cameras;
    private readonly ReceiveSlot[] _slots;

    public PictureTurnsRoomTests()
    {
        _publications = [.. Enumerable.Range(1, Cameras).Select(id => _harness.PublishCamera(id))];
        _cameras = [.. Enumerable.Range(1, Cameras).Select(id => new Camera((byte)id) { FrameLength = LengthOf })];
        _slots = [.. Enumerable.Range(0, Cameras).Select(Watch)];
    }

    /// <summary>The least of a picture takes about 45 kbit/s.</summary>
    [Theory]
    [InlineData(100)]
    [InlineData(140)]
    [InlineData(190)]
    public void Where_not_all_pictures_fit_everybody_is_seen_in_turn_and_what_is_pinned_all_the_time(int budget)
    {
        Play(5, 100_000);
        Show(0, isPinned: true);
        var seen = new int[Cameras];
        Play(10, budget);
        var changes = Changes();
        for (var second = 0; second < 120; second++)
        {
            Play(1, budget);
            for (var index = 0; index < Cameras; index++)
                seen[index] += _slots[index].Layer is null ? 0 : 1;
        }

        Assert.Equal(120, seen[0]);
        var others = seen[1..];
        Assert.True(others.Min() >= 10, string.Join(' ', seen));
        Assert.True(others.Max() - others.Min() <= 30, string.Join(' ', seen));
        // One comes and one goes every ten seconds; what a picture takes is measured anew, and some more do.
        Assert.InRange(Changes() - changes, 12, 48);
    }

    private static int LengthOf(int encoding, bool isKey, int temporal) => isKey ? 8000 : 2000;

    private ReceiveSlot Watch(int index)
    {
        var slot = _harness.AddSlot(40 + index, subscriber: 40);
        _harness.Must(new MediaCommand.Bind(slot.Id, _publications[index].Id));
        Show(index);
        return slot;
    }

    private void Show(int index, bool isPinned = false) =>
        _harness.Must(new MediaCommand.SetViewport(new(40 + index), new(1280, 720, true, isPinned)));

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

    private void Play(double seconds, double budget)
    {
        for (var frame = 0; frame < seconds * FramesPerSecond; frame++)
        {
            _harness.SetBudget(40, budget);
            foreach (var (camera, publication) in _cameras.Zip(_publications))
            {
                foreach (var packet in camera.Encode(0).ToArray())
                    _harness.Receive(publication, packet);
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
