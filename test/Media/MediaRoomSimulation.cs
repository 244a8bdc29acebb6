namespace Plenum.Media.Tests;

/// <summary>
/// A room of cameras and viewers in virtual time, in which at random budgets change, tiles grow, hide and show somebody
/// else, and publishers come and go. What is checked holds at every packet; the seed names the run.
/// </summary>
public sealed class MediaRoomSimulation
{
    private const int Cameras = 4;
    private const int Viewers = 6;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Without_loss_every_line_is_perfect(int seed)
    {
        var run = new Run(seed);
        var receivers = run.Slots.ToDictionary(slot => slot, slot => new PerfectReceiver(seed, slot.Id));
        for (var frame = 0; frame < 300; frame++)
        {
            run.Disturb();
            run.Step(packet => [packet]);
            foreach (var delivery in run.TakeSent())
                receivers[delivery.Slot].Receive(delivery);
            run.CheckPool();
        }

        run.ShowAll();
        var settled = Array.Empty<int>();
        for (var frame = 0; frame < 60; frame++)
        {
            run.Step(packet => [packet]);
            foreach (var delivery in run.TakeSent())
                receivers[delivery.Slot].Receive(delivery);
            // A second after everybody may see everything, everybody sees every frame.
            if (frame == 29)
                settled = receivers.Values.Select(receiver => receiver.Frames).ToArray();
        }

        Assert.Equal(settled.Select(frames => frames + 30), receivers.Values.Select(receiver => receiver.Frames));
        run.EndAll();
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void With_loss_and_late_packets_no_line_repeats_and_gaps_are_only_what_was_lost(int seed)
    {
        var run = new Run(seed);
        var late = new List<Vp8>();
        // What was on its way from a publication that has ended never comes.
        run.OnRestart = publication => late.RemoveAll(packet => packet.Publication == publication);
        var lost = 0;
        var lines = run.Slots.ToDictionary(slot => slot, _ => new List<ushort>());
        var seen = run.Slots.ToDictionary(slot => slot, _ => new HashSet<ushort>());
        for (var frame = 0; frame < 300; frame++)
        {
            run.Disturb();
            run.Step(packet =>
            {
                switch (run.Random.Next(40))
                {
                    case 0:
                        lost++;
                        return [];
                    case 1:
                        late.Add(packet);
                        return [];
                    default:
                        if (late.Count == 0 || run.Random.Next(6) != 0)
                            return [packet];
                        var recovered = late[0];
                        late.RemoveAt(0);
                        return [packet, recovered];
                }
            });
            foreach (var delivery in run.TakeSent())
            {
                Assert.True(seen[delivery.Slot].Add(delivery.Sequence), $"seed {seed}: {delivery.Sequence} twice");
                lines[delivery.Slot].Add(delivery.Sequence);
            }

            run.CheckPool();
        }

        foreach (var line in lines.Values)
        {
            var numbers = line.Select(number => (short)(number - line[0]) + 0L).Order().ToArray();
            var gaps = numbers[^1] - numbers[0] + 1 - numbers.Length;
            Assert.True(gaps <= lost + late.Count + run.Straggling, $"seed {seed}: {gaps} gaps of {lost} lost");
        }

        run.EndAll();
    }

    /// <summary>The room, its cameras and viewers, and the dice.</summary>
    private sealed class Run
    {
        private readonly RoomHarness _harness = new();
        private readonly Dictionary<int, (Publication Publication, Camera Camera)> _cameras = [];

        public Run(int seed)
        {
            Random = new Random(seed);
            for (var id = 1; id <= Cameras; id++)
                Publish(id);
            for (var id = 1; id <= Viewers; id++)
                Slots.Add(_harness.Watch(100 + id, 1 + (id % Cameras), 180));
        }

        public Random Random { get; }

        public List<ReceiveSlot> Slots { get; } = [];

        public Action<int> OnRestart { get; set; } = _ => { };

        /// <summary>What was on its way when a slot left its stream, and so was never missed by anybody.</summary>
        public int Straggling { get; private set; }

        public void Disturb()
        {
            var slot = Slots[Random.Next(Viewers)];
            switch (Random.Next(60))
            {
                case 0:
                    _harness.SetBudget(slot.Id.Value, Random.Next(50, 3000));
                    break;
                case 1:
                    var height = (int[])[90, 180, 360, 720, int.MaxValue];
                    _harness.Must(new MediaCommand.SetViewport(
                        slot.Id, new(1, height[Random.Next(5)], Random.Next(4) > 0)));
                    break;
                case 2:
                    _harness.Must(new MediaCommand.Bind(slot.Id, new(1 + Random.Next(Cameras))));
                    break;
                case 3:
                    _harness.Must(new MediaCommand.SetPaused(slot.Id, Random.Next(4) == 0));
                    break;
                case 4 when Random.Next(4) == 0:
                    Restart(1 + Random.Next(Cameras));
                    break;
                default:
                    return;
            }

            Straggling += 10;
        }

        public void Step(Func<Vp8, IEnumerable<Vp8>> network)
        {
            _harness.Pass(1000.0 / 30);
            AnswerKeyFrameRequests();
            foreach (var (_, camera) in _cameras.Values)
            {
                foreach (var packet in camera.EncodeAll().SelectMany(network).ToArray())
                {
                    // What comes late may be of another camera.
                    _harness.Receive(_cameras[packet.Publication].Publication, packet);
                }
            }
        }

        public Delivery[] TakeSent()
        {
            var sent = _harness.Sent.ToArray();
            _harness.Sent.Clear();
            return sent;
        }

        public void CheckPool() => Assert.Equal(
            _cameras.Values.Sum(camera => camera.Publication.Streams.Sum(stream => stream.Ring.Count)), _harness.Pool.InUse);

        public void EndAll()
        {
            for (var id = 1; id <= Cameras; id++)
                _harness.Must(new MediaCommand.Unpublish(new(id)));
            Assert.Equal(0, _harness.Pool.InUse);
        }

        public void ShowAll()
        {
            foreach (var slot in Slots)
            {
                _harness.Must(new MediaCommand.SetPaused(slot.Id, false));
                _harness.Must(new MediaCommand.SetViewport(slot.Id, new(640, 360, true)));
                _harness.SetBudget(slot.Id.Value, 5000);
            }
        }

        private void AnswerKeyFrameRequests()
        {
            foreach (var needed in _harness.Events.OfType<MediaEvent.KeyFrameNeeded>())
            {
                if (_cameras.TryGetValue(needed.Stream.Publication.Id.Value, out var camera))
                    camera.Camera.RequestKeyFrame(needed.Stream.Encoding);
            }

            _harness.Events.Clear();
        }

        private void Publish(int id) => _cameras[id] = (_harness.PublishCamera(id), new Camera((byte)id));

        private void Restart(int id)
        {
            _harness.Must(new MediaCommand.Unpublish(new(id)));
            OnRestart(id);
            Publish(id);
            foreach (var slot in Slots.Where(slot => slot.Wanted is null))
                _harness.Must(new MediaCommand.Bind(slot.Id, new(id)));
        }
    }

    /// <summary>Decodes by the rules, and fails at what a decoder would stumble over.</summary>
    private sealed class PerfectReceiver(int seed, SlotId slot)
    {
        private readonly HashSet<(int, int, int)> _decoded = [];
        private Vp8? _last;
        private readonly int[] _lastOfLayer = new int[3];

        public int Frames { get; private set; }

        public void Receive(Delivery delivery)
        {
            Must(!delivery.IsPadding, "padding without loss");
            var packet = delivery.Vp8;
            if (_last is { } last)
            {
                Must(packet.Sequence == (ushort)(last.Sequence + 1), $"sequence {last.Sequence} to {packet.Sequence}");
                var isSame = packet.Timestamp == last.Timestamp;
                Must(isSame || (int)(packet.Timestamp - last.Timestamp) > 0, "time goes back");
                Must(packet.PictureId == ((last.PictureId + (isSame ? 0 : 1)) & 0x7fff), "picture id");
                var step = packet is { IsStart: true, Temporal: 0 } ? 1 : 0;
                Must(packet.Index == (byte)(last.Index + step), $"index {last.Index} to {packet.Index}");
            }

            if (packet.IsStart)
                Decode(packet);
            _last = packet;
        }

        private void Decode(Vp8 packet)
        {
            Frames++;
            var isSwitch = _last?.Publication != packet.Publication || _last.Encoding != packet.Encoding;
            Must(packet.IsKey || !isSwitch, "a switch without a key frame");
            var reference = packet switch
            {
                { IsKey: true } => 0,
                { Temporal: 2, IsSync: false } => _lastOfLayer[1],
                { Temporal: 0 } => packet.Frame - 4,
                _ => _lastOfLayer[0],
            };
            Must(packet.IsKey || _decoded.Contains((packet.Publication, packet.Encoding, reference)),
                $"frame {packet.Frame} of layer {packet.Temporal} without its reference {reference}");
            if (packet.IsKey)
                _decoded.Clear();
            _decoded.Add((packet.Publication, packet.Encoding, packet.Frame));
            _lastOfLayer[packet.Temporal] = packet.Frame;
        }

        private void Must(bool holds, string what) => Assert.True(holds, $"seed {seed}, slot {slot.Value}: {what}");
    }
}
