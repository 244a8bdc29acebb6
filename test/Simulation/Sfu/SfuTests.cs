using Plenum.Engine.Sfu;
using Plenum.Rtc;
using Plenum.Rtc.Peers;
using Plenum.Rtc.Rtp;
using Plenum.Rtc.Sdp;

namespace Plenum.Simulation.Tests.Sfu;

public sealed class SfuTests
{
    private static readonly LinkProfile Clean = LinkProfile.RoundTrip(40);

    /// <summary>A client without simulcast.</summary>
    private static readonly NegotiationPolicy OneEncoding = new()
    {
        AcceptsData = false,
        Extensions =
        [
            RtpExtensionKind.Mid, RtpExtensionKind.AbsoluteSendTime, RtpExtensionKind.TransportSequence,
            RtpExtensionKind.AudioLevel,
        ],
    };

    /// <summary>A client that tells nothing of its path but what it lost.</summary>
    private static readonly NegotiationPolicy WithoutTransportFeedback = new()
    {
        AcceptsData = false,
        Extensions = [RtpExtensionKind.Mid, RtpExtensionKind.AbsoluteSendTime, RtpExtensionKind.AudioLevel],
        Feedback = RtcpFeedbackKinds.PictureLossIndication | RtcpFeedbackKinds.Nack,
    };

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
            Assert.True(call.Heard<SfuEvent.FirstForwarded>(told =>
                told.Connection == viewer.Connection && told.Mid == "v0" && told.Publication == publisher.Camera));
        });
        Assert.True(call.Heard<SfuEvent.Flowing>(told => told.Publication == publisher.Microphone));
        call.Check();
    }

    [Fact]
    public void A_slot_that_is_bound_to_nothing_is_sent_nothing()
    {
        using var call = new SimulatedCall(1);
        call.Join(camera: true, microphone: true);
        var viewer = call.Join(video: 1, audio: 1);
        call.RunFor(TimeSpan.FromSeconds(2));
        Assert.Equal(0, viewer.Client.Video["v0"].Packets);
        Assert.Equal(0, viewer.Client.Audio["a0"].Packets);
    }

    [Fact]
    public void The_layer_follows_the_tile_and_nobody_encodes_what_nobody_watches()
    {
        using var call = new SimulatedCall(1);
        var publisher = call.Join(camera: true);
        var viewer = call.Join(video: 1);
        call.Watch(viewer, "v0", publisher, height: 180);
        call.RunFor(TimeSpan.FromSeconds(6));
        var video = viewer.Client.Video["v0"];
        Assert.Equal(0, video.Encoding);
        Assert.Equal(0b001u, publisher.Client.Camera!.Layers);

        call.SetViewports(viewer, 720);
        call.RunFor(TimeSpan.FromSeconds(1));
        Assert.Equal(2, video.Encoding);

        call.SetViewports(viewer, 0);
        call.RunFor(TimeSpan.FromSeconds(0.5));
        var bytes = video.Bytes;
        call.RunFor(TimeSpan.FromSeconds(4));
        Assert.Equal(bytes, video.Bytes);
        Assert.Equal(0u, publisher.Client.Camera!.Layers);

        call.SetViewports(viewer, 180);
        call.RunFor(TimeSpan.FromSeconds(1));
        Assert.True(call.World.Now - video.LastFrameAt < TimeSpan.FromMilliseconds(100));
        call.Check();
    }

    [Fact]
    public void What_a_viewer_misses_is_repeated_and_what_the_server_misses_is_asked_for()
    {
        using var call = new SimulatedCall(1, Clean with { Loss = 0.05 });
        var publisher = call.Join(camera: true);
        var viewer = call.Join(video: 1);
        call.Watch(viewer, "v0", publisher, height: 180);
        call.RunFor(TimeSpan.FromSeconds(10));

        Assert.InRange(publisher.Client.Camera!.PacketsRepeated, 10, 500);
        var line = call.LineOf(viewer, "v0");
        Assert.InRange(line.Slot.PacketsRepeated, 10, 200);
        Assert.InRange(viewer.Client.Video["v0"].Lost, 0, 2);
        call.Check();
    }

    [Fact]
    public void A_narrow_link_gets_moving_pictures_of_eight_and_nobody_else_gets_less()
    {
        using var call = new SimulatedCall(3);
        var publishers = Enumerable.Range(0, 8).Select(_ => call.Join(camera: true, microphone: true)).ToList();
        var wide = call.Join(video: 8, audio: 1);
        var narrow = call.Join(video: 8, audio: 1);
        var link = call.World.Network.LinkBetween(SimulatedSfu.Address, narrow.Address);
        link.Profile = link.Profile with { Rate = Bitrate.FromKilobits(700) };
        foreach (var viewer in new[] { wide, narrow })
        {
            for (var index = 0; index < publishers.Count; index++)
                call.Watch(viewer, $"v{index}", publishers[index]);
            call.Hear(viewer, "a0", publishers[0]);
        }

        call.RunFor(TimeSpan.FromSeconds(15));
        var heard = narrow.Client.Audio["a0"].Packets;
        call.RunFor(TimeSpan.FromSeconds(5));

        Assert.All(wide.Client.Video.Values, video => Assert.Equal(2, video.Encoding));
        var moving = narrow.Client.Video.Values.Count(video =>
            video.LastFrameAt != Timestamp.Never && call.World.Now - video.LastFrameAt < TimeSpan.FromSeconds(1));
        Assert.InRange(moving, 6, 8);
        Assert.InRange(narrow.Client.Audio["a0"].Packets - heard, 240, 260);
        call.Check();
    }

    [Fact]
    public void A_link_of_300_kilobits_keeps_eight_moving_and_whoever_speaks_audible() => Seeds.Run(5, seed =>
    {
        using var call = new SimulatedCall(seed);
        var publishers = Enumerable.Range(0, 8).Select(_ => call.Join(camera: true, microphone: true)).ToList();
        // What Chromium makes of a quiet picture of 320x180: few bits, but for key frames of 2.5 kB.
        foreach (var publisher in publishers)
        {
            publisher.Client.Camera!.Encoder.PacketLength = 90;
            publisher.Client.Camera!.Encoder.KeyFrameFactor = 10;
        }

        var wide = call.Join(video: 8, audio: 8);
        var narrow = call.Join(video: 8, audio: 8);
        foreach (var viewer in new[] { wide, narrow })
        {
            for (var index = 0; index < publishers.Count; index++)
            {
                call.Watch(viewer, $"v{index}", publishers[index]);
                call.Hear(viewer, $"a{index}", publishers[index]);
            }
        }

        call.Speaker = publishers[2].Number;
        call.RunFor(TimeSpan.FromSeconds(5));
        var link = call.World.Network.LinkBetween(SimulatedSfu.Address, narrow.Address);
        link.Profile = link.Profile with { Rate = Bitrate.FromKilobits(280), Queue = TimeSpan.FromMilliseconds(400) };
        call.RunFor(TimeSpan.FromSeconds(10));

        var heard = narrow.Client.Audio["a2"].Packets;
        var heardWide = wide.Client.Audio.Values.Sum(audio => audio.Packets);
        var stillness = new Stillness(call.World, narrow.Client);
        var stillnessWide = new Stillness(call.World, wide.Client);
        call.RunFor(TimeSpan.FromSeconds(60));

        Assert.True(stillness.Longest < TimeSpan.FromSeconds(1), $"{stillness}");
        Assert.True(stillnessWide.Longest < TimeSpan.FromSeconds(0.2), $"{stillnessWide}");
        Assert.All(wide.Client.Video.Values, video => Assert.Equal(2, video.Encoding));
        // What the link's queue drops of sound is not repeated; concealment covers a few packets in a hundred.
        Assert.InRange(narrow.Client.Audio["a2"].Packets - heard, 2910, 3030);
        Assert.InRange(wide.Client.Audio.Values.Sum(audio => audio.Packets) - heardWide, 23_900, 24_100);
        call.Check();
    });

    /// <summary>
    /// As Chromium was seen to do it behind tc tbf: frames of its sizes, everybody's fake microphone beeping, a queue of
    /// 400 ms in which small packets take more than their payload, and a decoder that waits for what it misses.
    /// </summary>
    [Fact]
    public void A_wire_of_300_kilobits_keeps_eight_talking_browsers_moving() => Seeds.Run(3, seed =>
    {
        using var call = new SimulatedCall(seed, framesPerSecond: 15) { IsEverybodySpeaking = true };
        var publishers = Enumerable.Range(0, 8).Select(_ => call.Join(camera: true, microphone: true)).ToList();
        foreach (var publisher in publishers)
            publisher.Client.Camera!.Encoder.FrameLength = LengthAsInChromium;
        var wide = call.Join(video: 8, audio: 8);
        var narrow = call.Join(video: 8, audio: 8);
        foreach (var viewer in new[] { wide, narrow })
        {
            foreach (var video in viewer.Client.Video.Values)
                video.Patience = TimeSpan.FromSeconds(3);
            for (var index = 0; index < publishers.Count; index++)
            {
                call.Watch(viewer, $"v{index}", publishers[index]);
                call.Hear(viewer, $"a{index}", publishers[index]);
            }
        }

        call.RunFor(TimeSpan.FromSeconds(5));
        var link = call.World.Network.LinkBetween(SimulatedSfu.Address, narrow.Address);
        link.Profile = link.Profile with
        {
            Rate = Bitrate.FromKilobits(300),
            Queue = TimeSpan.FromMilliseconds(400),
            Overhead = 42,
        };
        call.RunFor(TimeSpan.FromSeconds(10));

        var stillness = new Stillness(call.World, narrow.Client);
        var stillnessWide = new Stillness(call.World, wide.Client);
        call.RunFor(TimeSpan.FromSeconds(60));

        Assert.True(stillness.Longest < TimeSpan.FromSeconds(1), $"{stillness}");
        Assert.True(stillnessWide.Longest < TimeSpan.FromSeconds(0.2), $"{stillnessWide}");
        Assert.All(wide.Client.Video.Values, video => Assert.Equal(2, video.Encoding));
        call.Check();
    });

    /// <summary>Bytes of its fake camera's frames in 480x270 at 15 frames a second, and in half and a quarter of that.</summary>
    private static int LengthAsInChromium(int encoding, bool isKey, int temporal) => (encoding, isKey, temporal) switch
    {
        (0, true, _) => 2200,
        (0, _, 0) => 500,
        (0, _, _) => 250,
        (1, true, _) => 4000,
        (1, _, 0) => 900,
        (1, _, _) => 450,
        (_, true, _) => 8000,
        (_, _, 0) => 1800,
        _ => 900,
    };

    [Fact]
    public void One_large_layer_flows_within_a_second_whatever_the_estimate_starts_at()
    {
        using var call = new SimulatedCall(1);
        var publisher = call.Join(camera: true, microphone: true, policy: OneEncoding);
        publisher.Client.Camera!.Layers = 1;
        publisher.Client.Camera!.Encoder.PacketsPerFrame = 10;
        publisher.Client.Camera!.Encoder.PacketLength = 1150;
        call.RunFor(TimeSpan.FromSeconds(3));
        var viewer = call.Join(video: 1, audio: 1);
        call.Watch(viewer, "v0", publisher);
        call.Hear(viewer, "a0", publisher);

        call.RunFor(TimeSpan.FromSeconds(1.5));
        var frames = viewer.Client.Video["v0"].Frames;
        Assert.InRange(frames, 15, 45);
        call.RunFor(TimeSpan.FromSeconds(10));

        Assert.InRange(viewer.Client.Video["v0"].Frames - frames, 295, 305);
        call.Check();
    }

    [Fact]
    public void After_a_moment_of_standstill_the_picture_is_as_good_again_within_two_seconds()
    {
        using var call = new SimulatedCall(1);
        var publisher = call.Join(camera: true);
        var viewer = call.Join(video: 1);
        call.Watch(viewer, "v0", publisher);
        call.RunFor(TimeSpan.FromSeconds(5));
        Assert.Equal(2, viewer.Client.Video["v0"].Encoding);
        var link = call.World.Network.LinkBetween(SimulatedSfu.Address, viewer.Address);
        var profile = link.Profile;

        // Everything waits for a third of a second, and then comes at once.
        for (var round = 0; round < 3; round++)
        {
            link.Profile = profile with { Latency = TimeSpan.FromMilliseconds(350) };
            call.RunFor(TimeSpan.FromMilliseconds(300));
            link.Profile = profile;
            call.RunFor(TimeSpan.FromMilliseconds(100));
        }

        call.RunFor(TimeSpan.FromSeconds(2));
        Assert.Equal(2, viewer.Client.Video["v0"].Encoding);
        var frames = viewer.Client.Video["v0"].Frames;
        call.RunFor(TimeSpan.FromSeconds(1));
        Assert.InRange(viewer.Client.Video["v0"].Frames - frames, 29, 31);
    }

    [Fact]
    public void Where_the_path_does_not_carry_the_only_layer_the_sound_goes_on()
    {
        using var call = new SimulatedCall(1);
        var publisher = call.Join(camera: true, microphone: true, policy: OneEncoding);
        publisher.Client.Camera!.Layers = 1;
        publisher.Client.Camera!.Encoder.PacketsPerFrame = 10;
        publisher.Client.Camera!.Encoder.PacketLength = 1150;
        var viewer = call.Join(video: 1, audio: 1);
        var link = call.World.Network.LinkBetween(SimulatedSfu.Address, viewer.Address);
        link.Profile = link.Profile with { Rate = Bitrate.FromKilobits(500) };
        call.Watch(viewer, "v0", publisher);
        call.Hear(viewer, "a0", publisher);
        call.RunFor(TimeSpan.FromSeconds(10));
        var heard = viewer.Client.Audio["a0"].Packets;
        call.RunFor(TimeSpan.FromSeconds(10));

        Assert.InRange(viewer.Client.Audio["a0"].Packets - heard, 475, 510);
        call.Check();
    }

    [Fact]
    public void Six_who_join_one_by_one_see_each_other_and_no_camera_is_stopped()
    {
        using var call = new SimulatedCall(1);
        for (var joined = 0; joined < 6; joined++)
        {
            var client = call.Join(camera: true, microphone: true, video: 5, audio: 5, policy: OneEncoding);
            client.Client.Camera!.Layers = 1;
            client.Client.Camera!.Encoder.PacketLength = 600;
            foreach (var viewer in call.Clients)
            {
                foreach (var (publisher, place) in call.Clients.Where(other => other != viewer).Select((other, place) => (other, place)))
                    call.Watch(viewer, $"v{place}", publisher, height: 240);
            }

            call.RunFor(TimeSpan.FromSeconds(3));
        }

        Assert.All(call.Clients, viewer => Assert.All(viewer.Wanted, wanted =>
        {
            var video = viewer.Client.Video[wanted.Key];
            Assert.Equal(wanted.Value, video.Publisher);
            Assert.True(call.World.Now - video.LastFrameAt < TimeSpan.FromMilliseconds(200));
        }));
        // Before there was anybody to watch, the first one's was.
        var stopped = call.Listener.Events.OfType<SfuEvent.LayersWanted>().Where(told => told.Layers == 0).ToList();
        Assert.All(stopped, told => Assert.Equal(call.Clients.First().Camera, told.Publication));
        call.Check();
    }

    [Fact]
    public void Who_speaks_is_told_and_slots_may_follow()
    {
        using var call = new SimulatedCall(1);
        var one = call.Join(camera: true, microphone: true);
        var other = call.Join(camera: true, microphone: true);
        var viewer = call.Join(video: 1, audio: 1, followsSpeakers: true);
        call.Speaker = one.Number;
        call.RunFor(TimeSpan.FromSeconds(3));
        Assert.Equal(one.Number, viewer.Client.Video["v0"].Publisher);

        call.Speaker = other.Number;
        call.RunFor(TimeSpan.FromSeconds(3));

        Assert.Equal(other.Number, viewer.Client.Video["v0"].Publisher);
        Assert.Equal(other.Number, viewer.Client.Audio["a0"].Publisher);
        Assert.True(call.Heard<SfuEvent.SpeakerChanged>(told => told.Participant.Value == $"participant-{other.Number}"));
        Assert.True(call.Heard<SfuEvent.SlotRebound>(told => told.Mid == "v0" && told.Publication == other.Camera));
        call.Check();
    }

    [Fact]
    public void Who_leaves_is_told_and_what_it_published_ends()
    {
        using var call = new SimulatedCall(1);
        var publisher = call.Join(camera: true);
        var viewer = call.Join(video: 1);
        call.Watch(viewer, "v0", publisher);
        call.RunFor(TimeSpan.FromSeconds(2));

        publisher.Client.Peer.Close();
        call.RunFor(TimeSpan.FromSeconds(1));

        Assert.True(call.Heard<SfuEvent.Closed>(told =>
            told.Connection == publisher.Connection && told.Reason == PeerCloseReason.Remote));
        Assert.Empty(call.Sfu.Core.Rooms.Single().Tracks.All);
        Assert.Equal(0, call.Sfu.Core.Pool.InUse);
        Assert.Equal(
            SfuRefusal.ConnectionNotFound,
            Assert.IsType<SfuAnswer.Refused>(call.Room.Connect(new()
            {
                Participant = new("x"),
                Connection = publisher.Connection,
                Sdp = publisher.Client.CreateOffer(),
            })).Reason);
    }

    [Fact]
    public void A_new_connection_takes_a_publication_over_with_its_first_packet()
    {
        using var call = new SimulatedCall(1);
        var before = call.Join(camera: true);
        var viewer = call.Join(video: 1);
        call.Watch(viewer, "v0", before);
        call.RunFor(TimeSpan.FromSeconds(2));
        var video = viewer.Client.Video["v0"];

        var after = call.Join(camera: true, publishesAs: before.Camera);
        call.RunFor(TimeSpan.FromSeconds(2));

        Assert.Equal(after.Number, video.Publisher);
        Assert.Single(call.Sfu.Core.Rooms.Single().Tracks.All);
        call.Leave(before);
        call.RunFor(TimeSpan.FromSeconds(1));
        Assert.Equal(after.Number, video.Publisher);
        Assert.True(call.World.Now - video.LastFrameAt < TimeSpan.FromMilliseconds(100));
        call.Check();
    }

    [Fact]
    public void Media_goes_on_through_an_ICE_restart_and_added_slots()
    {
        using var call = new SimulatedCall(1);
        var publisher = call.Join(camera: true);
        var viewer = call.Join(video: 1);
        call.Watch(viewer, "v0", publisher);
        call.RunFor(TimeSpan.FromSeconds(2));
        var frames = viewer.Client.Video["v0"].Frames;

        viewer.Client.AddSlots(1, 0);
        viewer.Negotiate(restartsIce: true);
        call.Watch(viewer, "v1", publisher);
        publisher.Negotiate(restartsIce: true);
        call.RunFor(TimeSpan.FromSeconds(40));

        Assert.InRange(viewer.Client.Video["v0"].Frames - frames, 1195, 1205);
        Assert.Equal(publisher.Number, viewer.Client.Video["v1"].Publisher);
        call.Check();
    }

    [Fact]
    public void Without_feedback_retransmission_or_extensions_there_is_still_media()
    {
        using var call = new SimulatedCall(1);
        var bare = new NegotiationPolicy
        {
            AcceptsData = false,
            Extensions = [],
            UsesRetransmission = false,
            Feedback = RtcpFeedbackKinds.PictureLossIndication,
        };
        var publisher = call.Join(camera: true, microphone: true, policy: bare);
        publisher.Client.Camera!.Layers = 1;
        var viewer = call.Join(video: 1, audio: 1, policy: bare);
        call.Watch(viewer, "v0", publisher);
        call.Hear(viewer, "a0", publisher);
        call.RunFor(TimeSpan.FromSeconds(4));

        Assert.InRange(viewer.Client.Video["v0"].Frames, 90, 120);
        Assert.InRange(viewer.Client.Audio["a0"].Packets, 150, 200);
        call.Check();
    }

    /// <summary>A client that speaks neither transport-wide feedback nor REMB, but reports what it loses.</summary>
    [Fact]
    public void Without_transport_wide_feedback_the_layer_follows_the_losses_that_are_reported()
    {
        using var call = new SimulatedCall(1);
        var publisher = call.Join(camera: true, microphone: true);
        var viewer = call.Join(video: 1, audio: 1, policy: WithoutTransportFeedback);
        call.Watch(viewer, "v0", publisher);
        call.Hear(viewer, "a0", publisher);
        call.RunFor(TimeSpan.FromSeconds(3));
        Assert.Equal(2, viewer.Client.Video["v0"].Encoding);

        var link = call.World.Network.LinkBetween(SimulatedSfu.Address, viewer.Address);
        var profile = link.Profile;
        link.Profile = profile with { Rate = Bitrate.FromKilobits(200) };
        call.RunFor(TimeSpan.FromSeconds(20));
        var video = viewer.Client.Video["v0"];
        Assert.True(video.Encoding < 2);
        Assert.True(call.World.Now - video.LastFrameAt < TimeSpan.FromSeconds(1));

        link.Profile = profile;
        call.RunFor(TimeSpan.FromSeconds(40));
        Assert.Equal(2, video.Encoding);
        call.Check();
    }

    [Fact]
    public void Padding_reaches_a_client_that_estimates_itself_and_is_taken_for_no_media()
    {
        using var call = new SimulatedCall(1);
        var publisher = call.Join(camera: true);
        var viewer = call.Join(video: 1, policy: WithoutTransportFeedback);
        call.Watch(viewer, "v0", publisher, height: 180);
        call.RunFor(TimeSpan.FromSeconds(2));
        var packets = viewer.Client.Peer.Drops[DropReason.RtxWithoutOriginal];

        call.LineOf(viewer, "v0").Peer.Peer.SendPadding(10_000, call.World.Now);
        call.RunFor(TimeSpan.FromSeconds(1));

        Assert.InRange(viewer.Client.Peer.Drops[DropReason.RtxWithoutOriginal] - packets, 30, 45);
        call.Check();
    }

    [Fact]
    public void Media_that_no_publication_was_named_for_is_dropped_and_counted()
    {
        using var call = new SimulatedCall(1);
        var publisher = call.Join(camera: true, publishesAs: null, namesTracks: false);
        var viewer = call.Join(video: 1);
        call.Watch(viewer, "v0", publisher);
        call.RunFor(TimeSpan.FromSeconds(2));

        Assert.Equal(0, viewer.Client.Video["v0"].Packets);
        Assert.True(call.Sfu.Core.Rooms.Single().Media.Drops[DropReason.MediaWithoutPublication] > 50);
        call.Check();
    }

    [Fact]
    public void A_room_that_closes_says_goodbye_to_everybody()
    {
        using var call = new SimulatedCall(1);
        var clients = Enumerable.Range(0, 3).Select(_ => call.Join(camera: true)).ToList();
        call.RunFor(TimeSpan.FromSeconds(2));

        call.Room.Close();
        call.RunFor(TimeSpan.FromSeconds(1));

        Assert.All(clients, client => Assert.Contains(
            client.Client.Events, happened => happened is PeerEvent.Closed { Reason: PeerCloseReason.Remote }));
        Assert.Equal(0, call.Sfu.Core.Shard.PeerCount);
        Assert.Empty(call.Sfu.Core.Rooms);
        Assert.Equal(0, call.Sfu.Core.Pool.InUse);
    }
}
