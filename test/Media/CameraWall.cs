namespace Plenum.Media.Tests;

/// <summary>Six cameras at 10 frames a second, and one viewer who sees them all over a path of which the budget is said.</summary>
internal sealed class CameraWall
{
    public const int Cameras = 6;

    private const int FramesPerSecond = 10;
    private const int Viewer = 40;

    private readonly RoomHarness _harness = new();
    private readonly Publication[] _publications;
    private readonly Camera[] _cameras;
    private readonly int _encodings;

    /// <param name="encodings">How many are sent of each camera.</param>
    /// <param name="lengthOf">Bytes of a frame: of which encoding, whether a key frame, and of which temporal layer.</param>
    public CameraWall(int encodings, Func<int, bool, int, int> lengthOf)
    {
        _encodings = encodings;
        _publications = [.. Enumerable.Range(1, Cameras).Select(id => _harness.PublishCamera(id))];
        _cameras = [.. Enumerable.Range(1, Cameras).Select(id => new Camera((byte)id) { FrameLength = lengthOf })];
        Slots = [.. Enumerable.Range(0, Cameras).Select(Watch)];
    }

    public IReadOnlyList<ReceiveSlot> Slots { get; }

    public void Show(int index, bool isPinned = false) =>
        _harness.Must(new MediaCommand.SetViewport(new(Viewer + index), new(1280, 720, true, isPinned)));

    /// <summary>How often a picture has changed its size, or come or gone.</summary>
    public int Changes()
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

    /// <summary>Time passes, with a budget that is asked for at each frame, in kbit/s.</summary>
    public void Play(int seconds, Func<double> budget)
    {
        for (var frame = 0; frame < seconds * FramesPerSecond; frame++)
        {
            _harness.SetBudget(Viewer, budget());
            foreach (var (camera, publication) in _cameras.Zip(_publications))
                Send(camera, publication);
            AnswerKeyFrames();
            _harness.Pass(1000.0 / FramesPerSecond);
            _harness.Sent.Clear();
        }
    }

    private ReceiveSlot Watch(int index)
    {
        var slot = _harness.AddSlot(Viewer + index, subscriber: Viewer);
        _harness.Must(new MediaCommand.Bind(slot.Id, _publications[index].Id));
        Show(index);
        return slot;
    }

    private void Send(Camera camera, Publication publication)
    {
        for (var encoding = 0; encoding < _encodings; encoding++)
        {
            foreach (var packet in camera.Encode(encoding).ToArray())
                _harness.Receive(publication, packet);
        }
    }

    private void AnswerKeyFrames()
    {
        foreach (var needed in _harness.Events.OfType<MediaEvent.KeyFrameNeeded>())
            _cameras[needed.Stream.Publication.Id.Value - 1].RequestKeyFrame(needed.Stream.Encoding);
        _harness.Events.RemoveAll(happened => happened is MediaEvent.KeyFrameNeeded);
    }
}
