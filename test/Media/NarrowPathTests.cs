using Plenum.Rtc;
using Plenum.Rtc.Rtp;

namespace Plenum.Media.Tests;

/// <summary>What a subscriber gets whose path has shown that it does not carry everything.</summary>
public sealed class NarrowPathTests
{
    private const byte Loud = 10;
    private const byte Silent = 127;

    private readonly RoomHarness _harness = new();
    private readonly RtpExtensionMap _levels = new();
    private readonly Publication[] _microphones;
    private readonly ReceiveSlot[] _narrow;
    private readonly ReceiveSlot[] _wide;
    private readonly Dictionary<Publication, ushort> _sequences = [];

    public NarrowPathTests()
    {
        _levels.TryAdd(1, RtpExtensionKind.AudioLevel);
        _microphones = [.. Enumerable.Range(1, 4).Select(id => _harness.PublishMicrophone(1000 + id, _levels))];
        _narrow = [.. _microphones.Select((microphone, index) => Hear(microphone, 20 + index, 8))];
        _wide = [.. _microphones.Select((microphone, index) => Hear(microphone, 30 + index, 9))];
    }

    [Fact]
    public void Silent_microphones_are_left_out_and_whoever_begins_to_speak_is_heard_within_a_tenth_of_a_second()
    {
        Talk(4, null);
        _harness.SetBudget(20, 205);
        Talk(3, 1);
        Assert.Equal([false, true, false, false], Heard(_narrow, () => Talk(1, 1)));

        Assert.Equal([true, true, true, true], Heard(_wide, () => Talk(1, 1)));
        Talk(0.1, 3);
        Assert.True(Heard(_narrow, () => Talk(0.1, 3))[3]);
    }

    [Fact]
    public void The_line_of_a_sound_that_was_left_out_has_no_gap()
    {
        Talk(4, null);
        _harness.SetBudget(20, 205);
        Talk(3, 1);
        Talk(2, 3);

        var sequences = _harness.To(_narrow[3]).Select(delivery => delivery.Packet.Header.SequenceNumber).ToArray();
        Assert.All(sequences.Skip(1).Zip(sequences), pair => Assert.Equal((ushort)(pair.Second + 1), pair.First));
    }

    [Fact]
    public void Nothing_is_left_out_while_the_path_has_shown_no_limit()
    {
        Talk(4, null);
        _harness.Room.SetBudget(new(8), Bitrate.FromKilobits(20), isProven: false);
        Talk(3, 1);

        Assert.Equal([true, true, true, true], Heard(_narrow, () => Talk(1, 1)));
    }

    [Fact]
    public void What_waits_too_long_already_is_not_made_longer_by_a_large_picture_that_is_left()
    {
        var (slot, camera, send) = WatchLargest();
        _harness.Room.SetBudget(new(40), Bitrate.FromKilobits(100), isProven: true, backlog: 50_000);
        send(4);
        var before = _harness.To(slot).Count();
        send(10);
        Assert.Equal(before, _harness.To(slot).Count());

        camera.RequestKeyFrame(0);
        send(4);
        Assert.True(_harness.To(slot).Count() > before);
    }

    [Fact]
    public void The_least_of_a_large_picture_leads_to_the_small_one_while_nothing_waits()
    {
        var (slot, _, send) = WatchLargest();
        _harness.Room.SetBudget(new(40), Bitrate.FromKilobits(100), isProven: true);
        send(4);
        var before = _harness.To(slot).Count();
        send(10);

        Assert.InRange(_harness.To(slot).Count() - before, 2, 12);
    }

    private (ReceiveSlot Slot, Camera Camera, Action<int> Send) WatchLargest()
    {
        var publication = _harness.PublishCamera(1);
        var camera = new Camera(1);
        var slot = _harness.Watch(40, 1);
        Send(60);
        return (slot, camera, Send);

        void Send(int frames)
        {
            for (var frame = 0; frame < frames; frame++)
            {
                foreach (var packet in camera.EncodeAll().ToArray())
                    _harness.Receive(publication, packet);
                _harness.Pass(1000.0 / 30);
            }
        }
    }

    private ReceiveSlot Hear(Publication microphone, int slot, int subscriber)
    {
        var added = _harness.AddSlot(slot, isVideo: false, subscriber: subscriber);
        _harness.Must(new MediaCommand.Bind(added.Id, microphone.Id));
        return added;
    }

    private bool[] Heard(ReceiveSlot[] slots, Action during)
    {
        var before = slots.Select(slot => _harness.To(slot).Count()).ToArray();
        during();
        return [.. slots.Select((slot, index) => _harness.To(slot).Count() > before[index])];
    }

    /// <summary>All send; one of them speaks.</summary>
    private void Talk(double seconds, int? speaker)
    {
        for (var packet = 0; packet < seconds * 50; packet++)
        {
            foreach (var microphone in _microphones)
                Send(microphone, microphone == _microphones.ElementAtOrDefault(speaker ?? -1) ? Loud : Silent);
            _harness.Pass(20);
        }
    }

    private void Send(Publication microphone, byte level)
    {
        var bytes = new byte[150];
        var sequence = _sequences[microphone] = (ushort)(_sequences.GetValueOrDefault(microphone) + 1);
        Assert.True(RtpPacketWriter.TryBegin(bytes, RtpExtensionForm.OneByte, out var writer));
        writer.SetHeader(111, false, sequence, sequence * 960u, new Ssrc((uint)microphone.Id.Value));
        writer.TryAddExtension(1, [level]);
        writer.TryWritePayload(new byte[80]);
        _harness.Receive(microphone, 0, bytes[..writer.Length]);
    }
}
