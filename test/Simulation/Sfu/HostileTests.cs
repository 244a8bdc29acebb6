using System.Text;
using Plenum.Engine.Sfu;
using Plenum.Rtc;
using Plenum.Rtc.Peers;
using Plenum.Rtc.Rtp;

namespace Plenum.Simulation.Tests.Sfu;

/// <summary>What an authenticated client may do to a room: nothing to anybody else.</summary>
public sealed class HostileTests
{
    [Fact]
    public void A_publisher_of_garbage_harms_nobody_else() => Seeds.Run(5, seed =>
    {
        using var call = new SimulatedCall(seed);
        var honest = call.Join(camera: true, microphone: true);
        var hostile = call.Join(camera: true);
        var viewer = call.Join(video: 2, audio: 1);
        call.Watch(viewer, "v0", honest);
        call.Watch(viewer, "v1", hostile);
        call.Hear(viewer, "a0", honest);
        call.RunFor(TimeSpan.FromSeconds(2));
        var frames = viewer.Client.Video["v0"].Frames;
        hostile.Client.Camera!.Layers = 0;
        var garbage = new Garbage(hostile, call.World);

        for (var step = 0; step < 300; step++)
        {
            garbage.Send();
            call.RunFor(TimeSpan.FromMilliseconds(10));
        }

        Assert.InRange(viewer.Client.Video["v0"].Frames - frames, 88, 92);
        Assert.Empty(viewer.Client.Video["v0"].Violations);
        Assert.Equal(0, viewer.Client.Audio["a0"].Gaps);
        Assert.Empty(call.Sfu.Faults);
        var drops = call.Sfu.Core.Rooms.Single().Media.Drops;
        Assert.True(drops[DropReason.MediaWithoutPublication] > 10, "what was not announced is not counted");
        // A codec that changes with every packet is followed once a second at most.
        var begun = call.Listener.Events.OfType<SfuEvent.Flowing>().Count(told => told.Publication == hostile.Camera);
        Assert.InRange(begun, 1, 6);
    });

    [Fact]
    public void An_offer_of_more_slots_than_there_may_be_is_refused()
    {
        using var call = new SimulatedCall(1);
        var client = call.Join(video: 1);
        client.Client.AddSlots(300, 0);

        var answer = call.Room.Connect(new()
        {
            Participant = new("x"),
            Connection = client.Connection,
            Sdp = client.Client.CreateOffer(),
        });

        Assert.Equal(SfuRefusal.BadDescription, Assert.IsType<SfuAnswer.Refused>(answer).Reason);
        call.RunFor(TimeSpan.FromSeconds(1));
        Assert.True(client.Client.IsConnected, "what was agreed before does not go on");
    }

    [Fact]
    public void Tiles_of_absurd_sizes_are_cut()
    {
        using var call = new SimulatedCall(1);
        var publisher = call.Join(camera: true);
        var viewer = call.Join(video: 1);
        call.Watch(viewer, "v0", publisher, height: int.MaxValue / 16);
        call.RunFor(TimeSpan.FromSeconds(2));
        call.Room.SetViewports(
            viewer.Connection,
            new Dictionary<PublicationKey, Media.Viewport> { [publisher.Camera] = new(int.MinValue, int.MaxValue, true) });
        call.RunFor(TimeSpan.FromSeconds(2));

        Assert.Equal(2, viewer.Client.Video["v0"].Encoding);
        call.Check();
    }

    /// <summary>Packets of the camera's section with payloads, encodings and payload types by chance.</summary>
    private sealed class Garbage
    {
        private static readonly string[] Rids = ["q", "h", "f", "x", "very-long"];
        private readonly Peer _peer;
        private readonly SimulatedWorld _world;
        private readonly RtpExtensionMap _extensions;
        private readonly byte[] _types;
        private readonly OutboundStream[] _streams;
        private readonly byte[] _packet = new byte[1400];
        private ushort _sequence;

        public Garbage(SimulatedClient client, SimulatedWorld world)
        {
            _peer = client.Client.Peer;
            _world = world;
            var media = client.Client.Session!.Find("camera")!;
            _extensions = media.CreateExtensionMap();
            _types = [.. media.Codecs.Select(codec => codec.PayloadType)];
            _streams = [.. Enumerable.Range(0, 8).Select(number => _peer.AddStream(new(new Ssrc(900_000u + (uint)number), 90_000)))];
        }

        public void Send()
        {
            for (var count = 0; count < 5; count++)
                SendOne(_streams[_world.Random.Next(_streams.Length)]);
        }

        private void SendOne(OutboundStream stream)
        {
            RtpPacketWriter.TryBegin(_packet, RtpExtensionForm.OneByte, out var writer);
            var type = _types[_world.Random.Next(_types.Length)];
            writer.SetHeader(type, _world.Random.Chance(0.5), _sequence++, (uint)_world.Random.NextUInt64(), stream.Ssrc);
            writer.TryAddExtension(_extensions.IdOf(RtpExtensionKind.Mid), "camera"u8);
            writer.TryAddExtension(
                _extensions.IdOf(RtpExtensionKind.Rid), Encoding.ASCII.GetBytes(Rids[_world.Random.Next(Rids.Length)]));
            writer.TryReservePayload(_world.Random.Next(1200), out var payload);
            _world.Random.Fill(payload);
            _peer.TrySendRtp(stream, _packet.AsSpan(0, writer.Length), _world.Now);
        }
    }
}
