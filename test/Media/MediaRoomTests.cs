using Plenum.Rtc;
using Plenum.Rtc.Rtp;

namespace Plenum.Media.Tests;

public sealed class MediaRoomTests
{
    private readonly RoomHarness _harness = new();

    [Fact]
    public void Nothing_goes_on_before_a_key_frame_and_one_is_asked_for()
    {
        var publication = _harness.PublishCamera(1);
        var camera = new Camera(1);
        Send(publication, camera, 2, 1);
        _harness.Events.Clear();
        var slot = _harness.Watch(9, 1);
        Send(publication, camera, 2, 3);

        Assert.Empty(_harness.To(slot));
        var needed = Assert.Single(_harness.Events.OfType<MediaEvent.KeyFrameNeeded>());
        Assert.Equal(2, needed.Stream.Encoding);

        camera.RequestKeyFrame(2);
        Send(publication, camera, 2, 2);
        Assert.Equal(4, _harness.To(slot).Count());
        Assert.Single(_harness.Events.OfType<MediaEvent.FirstForwarded>());
    }

    [Fact]
    public void What_goes_on_bears_the_slots_source_payload_type_and_first_numbers()
    {
        var publication = _harness.PublishCamera(1);
        var slot = _harness.Watch(9, 1);
        Send(publication, new Camera(1), 2, 1);

        var first = _harness.To(slot).First();

        Assert.Equal(1009u, first.Packet.Header.Ssrc.Value);
        Assert.Equal(100, first.Packet.Header.PayloadType);
        Assert.Equal((65_530, uint.MaxValue - 1000), (first.Sequence, first.Timestamp));
    }

    [Fact]
    public void A_key_frames_start_that_comes_late_brings_what_followed_it()
    {
        var publication = _harness.PublishCamera(1);
        var slot = _harness.Watch(9, 1);
        var packets = new Camera(1).Encode(2).ToArray();

        _harness.Receive(publication, packets[1]);
        Assert.Empty(_harness.To(slot));
        _harness.Receive(publication, packets[0]);

        Assert.Equal([65_530, 65_531], _harness.To(slot).Select(delivery => (int)delivery.Sequence));
    }

    [Fact]
    public void A_slot_shows_the_old_publication_until_the_new_ones_key_frame()
    {
        var (ann, bob) = (_harness.PublishCamera(1), _harness.PublishCamera(2));
        var (annCamera, bobCamera) = (new Camera(1), new Camera(2));
        Send(bob, bobCamera, 2, 1);
        var slot = _harness.Watch(9, 1);
        Send(ann, annCamera, 2, 2);
        _harness.Must(new MediaCommand.Bind(slot.Id, new(2)));
        Send(ann, annCamera, 2, 1);
        Send(bob, bobCamera, 2, 1);
        bobCamera.RequestKeyFrame(2);
        Send(bob, bobCamera, 2, 1);
        Send(ann, annCamera, 2, 1);

        Assert.Equal([1, 1, 1, 1, 1, 1, 2, 2], _harness.To(slot).Select(delivery => (int)delivery.Vp8.Publication));
        Assert.Equal(
            Enumerable.Range(65_530, 8).Select(number => (int)(ushort)number),
            _harness.To(slot).Select(delivery => (int)delivery.Sequence));
    }

    [Fact]
    public void What_a_receiver_misses_is_sent_again_bit_by_bit_and_not_twice_in_a_round_trip()
    {
        var publication = _harness.PublishCamera(1);
        var camera = new Camera(1);
        var slot = _harness.Watch(9, 1);
        Send(publication, camera, 2, 3);
        var missed = _harness.To(slot).ElementAt(2);

        Assert.True(_harness.Repeat(slot, missed.Sequence));
        Assert.False(_harness.Repeat(slot, missed.Sequence));

        var repeated = Assert.Single(_harness.Sent, delivery => delivery.IsRepeat);
        Assert.Equal(missed.Bytes, repeated.Bytes);
        _harness.Pass(60);
        Assert.True(_harness.Repeat(slot, missed.Sequence));
        Assert.False(_harness.Repeat(slot, 12));
        _harness.Pass(5000);
        Send(publication, camera, 2, 1);
        Assert.False(_harness.Repeat(slot, missed.Sequence));
    }

    [Fact]
    public void A_source_that_starts_over_goes_on_at_its_next_key_frame()
    {
        var publication = _harness.PublishCamera(1);
        var slot = _harness.Watch(9, 1);
        Send(publication, new Camera(1), 2, 2);
        var packet = new Vp8 { Ssrc = 777, Encoding = 2, Sequence = 3, Publication = 1 };
        _harness.Receive(publication, packet);
        _harness.Receive(publication, packet with { Sequence = 4, IsKey = true });

        Assert.Equal(
            Enumerable.Range(65_530, 5), _harness.To(slot).Select(delivery => (int)delivery.Sequence));
        Assert.True(_harness.To(slot).Last().Vp8.IsKey);
    }

    [Fact]
    public void A_publishers_padding_leaves_no_gap()
    {
        var publication = _harness.PublishCamera(1);
        var slot = _harness.Watch(9, 1);
        var packet = new Vp8 { Encoding = 2, Sequence = 10, IsKey = true };
        var padding = new byte[20];
        RtpHeaderWriter.Write(padding, Vp8.PayloadType, false, 11, 0, new Ssrc(1));
        (padding[0], padding[^1]) = (0xa0, 8);

        _harness.Receive(publication, packet);
        Assert.Equal(DropReason.None, _harness.Receive(publication, 2, padding));
        _harness.Receive(publication, packet with { Sequence = 12, IsKey = false });

        Assert.Equal([65_530, 65_531], _harness.To(slot).Select(delivery => (int)delivery.Sequence));
    }

    [Fact]
    public void A_layer_that_is_left_out_and_comes_late_fills_its_place_with_padding()
    {
        var publication = _harness.PublishCamera(1);
        var slot = _harness.Watch(9, 1);
        _harness.SetBudget(9, 60);
        var packet = new Vp8 { Encoding = 0, IsSync = true };
        for (ushort frame = 0; frame <= 80; frame++)
        {
            _harness.Receive(publication, packet with
            {
                Sequence = frame,
                Timestamp = frame * 3000u,
                PictureId = frame,
                IsKey = frame % 20 == 0,
                Temporal = (byte)(frame % 2 * 2),
                Length = frame % 2 == 0 ? 100 : 400,
            });
            _harness.Pass(33);
        }

        Assert.InRange(_harness.Events.OfType<MediaEvent.LayerChosen>().Last().Layer!.Value.Temporal, 0, 1);
        var late = packet with { Sequence = 81, Timestamp = 81 * 3000, PictureId = 81, Temporal = 2 };
        _harness.Receive(publication, late with { Sequence = 82, Timestamp = 82 * 3000, PictureId = 82, Temporal = 0 });
        _harness.Receive(publication, late);

        var last = _harness.To(slot).TakeLast(3).ToArray();
        Assert.Equal([false, false, true], last.Select(delivery => delivery.IsPadding));
        Assert.Equal((ushort)(last[0].Sequence + 1), last[2].Sequence);
        Assert.Equal((ushort)(last[0].Sequence + 2), last[1].Sequence);
        Assert.Equal(1, slot.PacketsPadded);
        Assert.True(_harness.Repeat(slot, last[2].Sequence));
        Assert.Equal(last[2].Bytes, _harness.Sent[^1].Bytes);
    }

    [Fact]
    public void Sender_reports_are_told_in_the_slots_time_also_after_a_switch()
    {
        var publication = _harness.PublishCamera(1);
        var camera = new Camera(1);
        var slot = _harness.Watch(9, 1);
        var key = camera.Encode(2).ToArray();
        _harness.Report(publication.Streams[2], new NtpTime(77), key[0].Timestamp + 900);
        Assert.Empty(_harness.Clocks);

        foreach (var packet in key)
            _harness.Receive(publication, packet);
        _harness.Report(publication.Streams[2], new NtpTime(88), key[0].Timestamp + 1800);
        _harness.Report(publication.Streams[1], new NtpTime(99), 0);

        var start = uint.MaxValue - 1000;
        Assert.Equal(
            [(slot, new NtpTime(77), unchecked(start + 900)), (slot, new NtpTime(88), unchecked(start + 1800))],
            _harness.Clocks);
    }

    [Fact]
    public void A_report_of_before_a_pause_is_told_to_no_slot_after_it()
    {
        var publication = _harness.PublishMicrophone(1);
        _harness.Receive(publication, 0, Audio(5, payloadType: 111));
        _harness.Report(publication.Streams[0], new NtpTime(77), 0);
        _harness.Pass(5_000);

        // A browser whose microphone was out of the section goes on with the timestamp that comes next.
        var slot = _harness.AddSlot(9, isVideo: false);
        _harness.Must(new MediaCommand.Bind(slot.Id, new(1)));
        _harness.Receive(publication, 0, Audio(6, payloadType: 111));
        Assert.Empty(_harness.Clocks);

        _harness.Report(publication.Streams[0], new NtpTime(88), 0);
        Assert.Equal(new NtpTime(88), Assert.Single(_harness.Clocks).Ntp);
    }

    [Fact]
    public void A_larger_tile_gets_the_higher_layer_and_a_hidden_one_nothing()
    {
        var publication = _harness.PublishCamera(1);
        var camera = new Camera(1);
        var slot = _harness.Watch(9, 1, height: 180);
        SendAll(publication, camera, 10);
        Assert.All(_harness.To(slot), delivery => Assert.Equal(0, delivery.Vp8.Encoding));

        _harness.Must(new MediaCommand.SetViewport(slot.Id, new(1280, 720, true)));
        SendAll(publication, camera, 30);
        Assert.Equal(2, _harness.To(slot).Last().Vp8.Encoding);

        _harness.Must(new MediaCommand.SetViewport(slot.Id, new(1280, 720, false)));
        _harness.Pass(100);
        var before = _harness.Sent.Count;
        SendAll(publication, camera, 30);
        Assert.Equal(before, _harness.Sent.Count);
    }

    [Fact]
    public void Layers_that_nobody_watches_are_stopped_and_asked_for_again_at_once()
    {
        _harness.PublishCamera(1);
        var slot = _harness.Watch(9, 1, height: 180);
        Pass(40);
        Assert.Equal(0b001u, LayersWanted());

        _harness.Must(new MediaCommand.SetViewport(slot.Id, new(1280, 720, true)));
        _harness.Pass(1);
        Assert.Equal(0b101u, LayersWanted());

        _harness.Must(new MediaCommand.Bind(slot.Id, null));
        Pass(40);
        Assert.Equal(0u, LayersWanted());
    }

    [Fact]
    public void A_poor_path_lowers_only_its_own_receiver()
    {
        var publication = _harness.PublishCamera(1);
        var camera = new Camera(1);
        var (rich, poor) = (_harness.Watch(8, 1), _harness.Watch(9, 1));
        SendAll(publication, camera, 10);
        _harness.SetBudget(9, 150);
        SendAll(publication, camera, 60);

        Assert.Equal((2, 0), (_harness.To(rich).Last().Vp8.Encoding, _harness.To(poor).Last().Vp8.Encoding));
        // The first picture is of any layer; from the second on it is the one that fits.
        Assert.All(_harness.To(rich).Skip(6), delivery => Assert.Equal(2, delivery.Vp8.Encoding));
    }

    [Fact]
    public void Where_the_higher_layer_is_not_sent_yet_the_lower_one_is_shown()
    {
        var publication = _harness.PublishCamera(1);
        var camera = new Camera(1);
        Send(publication, camera, 0, 1);
        var slot = _harness.Watch(9, 1);
        for (var frame = 0; frame < 30; frame++)
        {
            Send(publication, camera, 0, 1);
            Answer(camera);
        }

        Assert.NotEmpty(_harness.To(slot));
    }

    [Fact]
    public void In_large_rooms_slots_follow_the_speakers()
    {
        var levels = new RtpExtensionMap();
        levels.TryAdd(1, RtpExtensionKind.AudioLevel);
        var microphones = Enumerable.Range(1, 5).Select(id => _harness.PublishMicrophone(1000 + id, levels)).ToArray();
        foreach (var id in Enumerable.Range(1, 5))
            _harness.PublishCamera(id);
        var slots = new[] { _harness.AddSlot(91, follows: true, subscriber: 1), _harness.AddSlot(92, follows: true, subscriber: 1) };
        _harness.Pass(100);
        Assert.All(slots, slot => Assert.NotEqual(new ParticipantId(1), slot.Wanted!.Publication.Options.Participant));

        Speak(microphones[4]);
        Assert.Contains(slots, slot => slot.Wanted!.Publication.Id == new PublicationId(5));
        Speak(microphones[0]);
        Speak(microphones[3]);

        Assert.Equal([4, 5], slots.Select(slot => slot.Wanted!.Publication.Id.Value).Order());
        Assert.Equal([5, 1, 4], _harness.Events.OfType<MediaEvent.SpeakerChanged>().Select(e => e.Participant.Value));
        Assert.Equal(MediaRefusal.WrongSlot, _harness.Handle(new MediaCommand.Bind(slots[0].Id, new(1))));
    }

    [Theory]
    [InlineData(1, new[] { 6 })]
    [InlineData(2, new[] { 5, 6 })]
    [InlineData(3, new[] { 4, 5, 6 })]
    public void In_large_rooms_a_screen_is_seen_whoever_speaks_and_who_speaks_beside_it(int slots, int[] shown)
    {
        var levels = new RtpExtensionMap();
        levels.TryAdd(1, RtpExtensionKind.AudioLevel);
        var microphones = Enumerable.Range(1, 5).Select(id => _harness.PublishMicrophone(1000 + id, levels)).ToArray();
        foreach (var id in Enumerable.Range(1, 5))
            _harness.PublishCamera(id);
        _harness.PublishCamera(6, MediaSource.Screen);
        var following = Enumerable.Range(0, slots).Select(index => _harness.AddSlot(91 + index, follows: true, subscriber: 9)).ToList();

        foreach (var microphone in microphones)
        {
            Speak(microphone);
            Assert.Contains(following, slot => slot.Wanted!.Publication.Id == new PublicationId(6));
        }

        Assert.Equal(shown, following.Select(slot => slot.Wanted!.Publication.Id.Value).Order());
        _harness.Must(new MediaCommand.Unpublish(new(6)));
        _harness.Pass(200);
        Assert.Contains(following, slot => slot.Wanted!.Publication.Id == new PublicationId(5));
    }

    [Fact]
    public void Media_that_nobody_published_is_dropped_and_counted()
    {
        var publication = _harness.PublishCamera(1);
        _harness.Must(new MediaCommand.Unpublish(new(1)));
        var packet = new Vp8().ToBytes();

        Assert.Equal(DropReason.MediaWithoutPublication, _harness.Receive(publication, 0, packet));
        Assert.Equal(DropReason.MediaWithoutPublication, _harness.Receive(null, 0, packet));
        Assert.Equal(2, _harness.Room.Drops[DropReason.MediaWithoutPublication]);
        Assert.Equal(0, _harness.Pool.InUse);
    }

    [Fact]
    public void Garbage_from_a_publisher_is_dropped_and_harms_nobody()
    {
        var publication = _harness.PublishCamera(1);
        _harness.Watch(9, 1);
        var random = new Random(1);
        for (var run = 0; run < 5_000; run++)
        {
            var bytes = new byte[12 + random.Next(60)];
            random.NextBytes(bytes);
            bytes[0] = 0x80;
            bytes[1] = (byte)(random.Next(4) == 0 ? random.Next(128) : Vp8.PayloadType);
            _harness.Receive(publication, random.Next(3), bytes);
        }

        Assert.True(_harness.Room.Drops[DropReason.PayloadTypeUnknown] > 0);
        Assert.True(_harness.Room.Drops[DropReason.PayloadMalformed] > 0);
        Assert.Equal(publication.Streams.Sum(stream => stream.Ring.Count), _harness.Pool.InUse);
    }

    [Fact]
    public void Endless_key_frame_requests_of_one_receiver_reach_the_publisher_once_a_second()
    {
        var publication = _harness.PublishCamera(1);
        var camera = new Camera(1);
        var slot = _harness.Watch(9, 1);
        Send(publication, camera, 2, 2);
        _harness.Events.Clear();
        for (var frame = 0; frame < 100; frame++)
        {
            for (var request = 0; request < 50; request++)
                _harness.Room.RequestKeyFrame(slot, _harness.Now);
            Send(publication, camera, 2, 1);
            Answer(camera);
        }

        // 100 frames are 3.3 seconds.
        Assert.InRange(_requests, 3, 4);
    }

    [Fact]
    public void Absurd_sizes_and_numbers_are_bounded_and_refused()
    {
        var harness = new RoomHarness(new MediaRoomLimits(Publications: 2, Slots: 1));
        harness.PublishCamera(1);
        harness.PublishCamera(2);
        var slot = harness.AddSlot(9);
        harness.Must(new MediaCommand.SetViewport(slot.Id, new(int.MaxValue, int.MinValue, true)));
        var options = harness.Room.Find(new PublicationId(1))!.Options;

        Assert.Equal((7680, 1), (slot.Viewport.Width, slot.Viewport.Height));
        Assert.Equal(MediaRefusal.TooMany, harness.Handle(new MediaCommand.Publish(new(3), options)));
        Assert.Equal(
            MediaRefusal.BadOptions,
            harness.Handle(new MediaCommand.Publish(
                new(3), options with { Encodings = [.. Enumerable.Repeat(options.Encodings[0], 9)] })));
        Assert.Equal(
            MediaRefusal.TooMany, harness.Handle(new MediaCommand.AddSlot(new(10), new(9), slot.Options)));
        Assert.Equal(MediaRefusal.UnknownSlot, harness.Handle(new MediaCommand.RemoveSlot(new(77))));
        Assert.Equal(MediaRefusal.UnknownPublication, harness.Handle(new MediaCommand.Bind(slot.Id, new(77))));
        Assert.Equal(MediaRefusal.UnknownSubscriber, harness.Handle(new MediaCommand.RemoveSubscriber(new(77))));
    }

    [Fact]
    public void Forwarding_to_a_hundred_slots_allocates_nothing()
    {
        var publication = _harness.PublishCamera(1);
        for (var id = 0; id < 100; id++)
            _harness.Watch(1000 + id, 1);
        var camera = new Camera(1);
        var frames = Enumerable.Range(0, 1200)
            .Select(_ => camera.Encode(2).Select(packet => packet.ToBytes()).ToArray()).ToArray();
        var sender = new CountingSender(new byte[2048]);
        var now = _harness.Now;
        var next = 0;
        Forward(1000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Forward(200);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(1200 * 2 * 100, sender.Packets);
        Assert.Equal(1200 * 100 * ReceiveSlot.PrefetchLevels, sender.Prefetched);

        void Forward(int count)
        {
            for (var end = next + count; next < end; next++)
            {
                now += TimeSpan.FromMilliseconds(33);
                foreach (var bytes in frames[next])
                {
                    Assert.True(RtpPacket.TryParse(bytes, out var packet));
                    _harness.Room.Receive(publication.Streams[2], packet, now, ref sender);
                }

                _harness.Room.Forward(now, ref sender);
            }
        }
    }

    private int _requests;

    private static byte[] Audio(ushort sequence, byte payloadType)
    {
        var bytes = new byte[60];
        RtpHeaderWriter.Write(bytes, payloadType, false, sequence, sequence * 960u, new Ssrc(5));
        return bytes;
    }

    private void Speak(Publication microphone)
    {
        var bytes = new byte[100];
        for (var packet = 0; packet < 100; packet++)
        {
            Assert.True(RtpPacketWriter.TryBegin(bytes, RtpExtensionForm.OneByte, out var writer));
            writer.SetHeader(111, false, (ushort)packet, (uint)packet * 960, new Ssrc((uint)microphone.Id.Value));
            writer.TryAddExtension(1, [0x80 | 10]);
            writer.TryWritePayload(new byte[50]);
            _harness.Receive(microphone, 0, bytes[..writer.Length]);
            _harness.Pass(20);
        }
    }

    private void Send(Publication publication, Camera camera, int encoding, int frames)
    {
        for (var frame = 0; frame < frames; frame++)
        {
            foreach (var packet in camera.Encode(encoding))
                _harness.Receive(publication, packet);
            _harness.Pass(1000.0 / 30);
        }
    }

    private void SendAll(Publication publication, Camera camera, int frames)
    {
        for (var frame = 0; frame < frames; frame++)
        {
            foreach (var packet in camera.EncodeAll())
                _harness.Receive(publication, packet);
            _harness.Pass(1000.0 / 30);
            Answer(camera);
        }
    }

    private void Answer(Camera camera)
    {
        foreach (var needed in _harness.Events.OfType<MediaEvent.KeyFrameNeeded>())
        {
            _requests++;
            camera.RequestKeyFrame(needed.Stream.Encoding);
        }

        _harness.Events.RemoveAll(happened => happened is MediaEvent.KeyFrameNeeded);
    }

    private void Pass(int rounds)
    {
        for (var round = 0; round < rounds; round++)
            _harness.Pass(100);
    }

    private uint LayersWanted() => _harness.Events.OfType<MediaEvent.LayersWanted>().Last().Layers;
}
