using Plenum.Client.Tests.Support;
using Plenum.Engine.Io;
using Plenum.Engine.Tests.Sfu;
using Plenum.Protocol;

namespace Plenum.Client.Tests;

/// <summary>Media between .NET clients through a real server's SFU.</summary>
public sealed class MediaTests
{
    [Fact]
    public async Task Two_clients_hear_each_other()
    {
        await using var server = await TestServer.StartAsync();
        await using var ann = await server.JoinAsync("Ann", Tracks.Microphone);
        await using var bob = await server.JoinAsync("Bob", Tracks.Microphone);
        await using var fromAnn = Pump.Sound(ann.LocalTracks[0]);
        await using var fromBob = Pump.Sound(bob.LocalTracks[0]);

        var heardByBob = await (await bob.HearAsync(TrackSource.Microphone)).TakeAsync(20);
        var heardByAnn = await (await ann.HearAsync(TrackSource.Microphone)).TakeAsync(20);

        Assert.All(heardByBob, frame => Assert.True(fromAnn.HasSent(frame.Data)));
        Assert.All(heardByAnn, frame => Assert.True(fromBob.HasSent(frame.Data)));
        Assert.All(heardByBob.Zip(heardByBob.Skip(1)), pair => Assert.Equal(960u, pair.Second.Timestamp - pair.First.Timestamp));
    }

    [Fact]
    public async Task Vp8_frames_come_out_as_they_went_in_from_a_key_frame_on()
    {
        await using var server = await TestServer.StartAsync();
        await using var ann = await server.JoinAsync("Ann", Tracks.Camera);
        await using var bob = await server.JoinAsync("Bob");
        await using var pump = Pump.Pictures(ann.LocalTracks[0], Frames.Vp8, length: 1500);

        var frames = await (await bob.HearAsync(TrackSource.Camera)).TakeAsync(30);

        Assert.True(frames[0].IsKeyFrame);
        Assert.All(frames, frame => Assert.True(pump.HasSent(frame.Data)));
        Assert.All(frames.Zip(frames.Skip(1)), pair => Assert.Equal(3000u, pair.Second.Timestamp - pair.First.Timestamp));
    }

    [Fact]
    public async Task H264_access_units_come_out_as_they_went_in()
    {
        await using var server = await TestServer.StartAsync();
        await using var ann = await server.JoinAsync("Ann", Tracks.Camera with { Codec = MediaCodec.H264 });
        await using var bob = await server.JoinAsync("Bob");
        await using var pump = Pump.Pictures(ann.LocalTracks[0], Frames.H264, length: 1500);

        var frames = await (await bob.HearAsync(TrackSource.Camera)).TakeAsync(30);

        Assert.True(frames[0].IsKeyFrame);
        Assert.All(frames, frame => Assert.True(pump.HasSent(frame.Data)));
    }

    [Fact]
    public async Task Pictures_that_lose_packets_on_the_way_come_out_whole_and_in_order()
    {
        await using var server = await TestServer.StartAsync();
        await using var lossy = new ClientRuntime(1, options => new LossyUdpIo(UdpIo.Open(options), every: 20));
        await using var ann = await server.JoinAsync("Ann", Tracks.Camera);
        await using var bob = await TestServer.JoinAsync(server.Options("Bob") with { Runtime = lossy });
        await using var pump = Pump.Pictures(ann.LocalTracks[0], Frames.Vp8, length: 1500);

        var frames = await (await bob.HearAsync(TrackSource.Camera)).TakeAsync(60);

        Assert.All(frames, frame => Assert.True(pump.HasSent(frame.Data)));
        Assert.All(frames.Zip(frames.Skip(1)), pair => Assert.Equal(3000u, pair.Second.Timestamp - pair.First.Timestamp));
        Assert.NotEqual(0, (await bob.GetStatisticsAsync())!.PacketsRecovered);
    }

    [Fact]
    public async Task A_server_of_both_families_is_reached_by_a_client_of_one()
    {
        await using var server = await TestServer.StartAsync(options => options.Media.Address = "127.0.0.1,::1");
        await using var runtime = new ClientRuntime(1, options => new UdpIoWithoutIPv6(UdpIo.Open(options)));
        await using var ann = await server.JoinAsync("Ann", Tracks.Microphone);
        await using var bob = await TestServer.JoinAsync(server.Options("Bob") with { Runtime = runtime });
        await using var pump = Pump.Sound(ann.LocalTracks[0]);

        Assert.Equal(5, (await (await bob.HearAsync(TrackSource.Microphone)).TakeAsync(5)).Count);
    }

    [Fact]
    public async Task What_is_hidden_is_not_sent_until_it_is_shown_again()
    {
        await using var server = await TestServer.StartAsync();
        await using var ann = await server.JoinAsync("Ann", Tracks.Camera, Tracks.Microphone);
        await using var bob = await server.JoinAsync("Bob");
        await using var pictures = Pump.Pictures(ann.LocalTracks[0]);
        await using var sound = Pump.Sound(ann.LocalTracks[1]);
        var (camera, microphone) = (await bob.HearAsync(TrackSource.Camera), await bob.HearAsync(TrackSource.Microphone));
        await camera.TakeAsync(3);

        await bob.SetViewportsAsync(
            [new() { Publication = camera.Id, Width = 0, Height = 0, Visible = false }], TestContext.Current.CancellationToken);
        await microphone.TakeAsync(20);
        var packets = 0;
        camera.PacketReceived = (_, _) => packets++;
        await microphone.TakeAsync(20);
        Assert.Equal(0, packets);

        await bob.SetViewportsAsync([], TestContext.Current.CancellationToken);
        Assert.True((await camera.TakeAsync(3))[0].IsKeyFrame);
    }

    [Fact]
    public async Task Rtp_packets_are_sent_with_their_payload_and_their_distances()
    {
        await using var server = await TestServer.StartAsync();
        await using var ann = await server.JoinAsync("Ann", Tracks.Microphone);
        await using var bob = await server.JoinAsync("Bob");
        var heard = new List<(ushort Sequence, uint Timestamp, byte[] Payload)>();
        var enough = new TaskCompletionSource();
        (await bob.HearAsync(TrackSource.Microphone)).PacketReceived = (_, packet) =>
        {
            heard.Add((packet.Header.SequenceNumber, packet.Header.Timestamp, packet.Payload.ToArray()));
            if (heard.Count == 10)
                enough.TrySetResult();
        };
        await ann.LocalTracks[0].WaitUntilActiveAsync(TestContext.Current.CancellationToken);
        await using var pump = new PacketPump(ann.LocalTracks[0]);

        await enough.Task.WithinPatienceAsync();

        var ten = heard[..10];
        Assert.All(ten, packet => Assert.Equal(Frames.Opus(packet.Payload[1]), packet.Payload));
        Assert.All(ten.Zip(ten.Skip(1)), pair => Assert.Equal(1, (ushort)(pair.Second.Sequence - pair.First.Sequence)));
        Assert.All(ten.Zip(ten.Skip(1)), pair => Assert.Equal(960u, pair.Second.Timestamp - pair.First.Timestamp));
    }

    [Fact]
    public async Task Who_comes_later_makes_the_publisher_send_a_key_frame()
    {
        await using var server = await TestServer.StartAsync();
        await using var ann = await server.JoinAsync("Ann", Tracks.Camera);
        await using var bob = await server.JoinAsync("Bob");
        await using var pump = Pump.Pictures(ann.LocalTracks[0]);
        await (await bob.HearAsync(TrackSource.Camera)).TakeAsync(5);

        await using var cleo = await server.JoinAsync("Cleo");
        var frames = await (await cleo.HearAsync(TrackSource.Camera)).TakeAsync(5);

        Assert.True(frames[0].IsKeyFrame);
        await ann.NextAsync<ClientEvent.KeyFrameRequested>(requested => requested.Track == ann.LocalTracks[0]);
    }

    [Fact]
    public async Task A_muted_track_sends_nothing_until_it_is_unmuted_and_everybody_knows()
    {
        await using var server = await TestServer.StartAsync();
        await using var ann = await server.JoinAsync("Ann", Tracks.Microphone);
        await using var bob = await server.JoinAsync("Bob");
        var microphone = ann.LocalTracks[0];
        var heard = await bob.HearAsync(TrackSource.Microphone);
        await microphone.WaitUntilActiveAsync(TestContext.Current.CancellationToken);

        await microphone.SetMutedAsync(true, TestContext.Current.CancellationToken);

        Assert.True((await bob.RoomAsync<RoomEvent.PublicationUpdated>()).Publication.Muted);
        Assert.True(heard.IsMuted);
        Assert.False(microphone.SendFrame(Frames.Opus(1), 960));

        await microphone.SetMutedAsync(false, TestContext.Current.CancellationToken);
        await using var pump = Pump.Sound(microphone);
        Assert.Equal(5, (await heard.TakeAsync(5)).Count);
    }

    [Fact]
    public async Task A_host_who_mutes_a_track_stops_it_at_its_source()
    {
        await using var server = await TestServer.StartAsync();
        await using var host = await server.JoinAsync("Host");
        await using var ann = await server.JoinAsync("Ann", Tracks.Microphone);
        await ann.LocalTracks[0].WaitUntilActiveAsync(TestContext.Current.CancellationToken);

        await host.RequestAsync(
            id => new Request.MuteTrack { Id = id, Publication = ann.LocalTracks[0].Id }, TestContext.Current.CancellationToken);

        await ann.RoomAsync<RoomEvent.PublicationUpdated>();
        Assert.True(ann.LocalTracks[0].IsMuted);
    }

    [Fact]
    public async Task Tracks_come_and_go_during_the_call()
    {
        await using var server = await TestServer.StartAsync();
        await using var ann = await server.JoinAsync("Ann");
        await using var bob = await server.JoinAsync("Bob");
        for (var round = 0; round < 3; round++)
        {
            var screen = await ann.PublishAsync(
                Tracks.Screen, TestContext.Current.CancellationToken);
            await using var pump = Pump.Pictures(screen);
            var seen = await bob.HearAsync(TrackSource.Screen);
            var frames = await seen.TakeAsync(5);
            Assert.All(frames, frame => Assert.True(pump.HasSent(frame.Data)));

            await screen.DisposeAsync();

            Assert.Equal(seen, (await bob.NextAsync<ClientEvent.TrackUnsubscribed>()).Track);
            Assert.Empty(bob.RemoteTracks);
            Assert.Empty(ann.LocalTracks);
        }
    }

    [Fact]
    public async Task Slots_grow_with_what_is_forwarded()
    {
        const int publishers = 6;
        await using var server = await TestServer.StartAsync();
        await using var viewer = await TestServer.JoinAsync(server.Options("Viewer") with { InitialSlots = 1 });
        var others = await Task.WhenAll(Enumerable.Range(0, publishers).Select(index => server.JoinAsync($"P{index}", Tracks.Camera)));
        var pumps = others.Select(other => Pump.Pictures(other.LocalTracks[0])).ToList();

        var seen = new List<RemoteTrack>();
        while (seen.Count < publishers)
            seen.Add((await viewer.NextAsync<ClientEvent.TrackSubscribed>()).Track);
        var frames = await Task.WhenAll(seen.Select(track => track.TakeAsync(5)));

        Assert.All(frames.Zip(seen), pair =>
        {
            var publisher = Array.FindIndex(others, other => other.Id == pair.Second.Participant);
            Assert.All(pair.First, frame => Assert.True(pumps[publisher].HasSent(frame.Data)));
        });
        foreach (var pump in pumps)
            await pump.DisposeAsync();
        foreach (var other in others)
            await other.DisposeAsync();
    }

    [Fact]
    public async Task Who_does_not_subscribe_is_sent_nothing()
    {
        await using var server = await TestServer.StartAsync();
        await using var ann = await server.JoinAsync("Ann", Tracks.Microphone);
        await using var deaf = await TestServer.JoinAsync(server.Options("Deaf", Tracks.Microphone) with { Subscribes = false });
        await using var fromAnn = Pump.Sound(ann.LocalTracks[0]);
        await using var fromDeaf = Pump.Sound(deaf.LocalTracks[0]);

        await (await ann.HearAsync(TrackSource.Microphone)).TakeAsync(20);

        Assert.Empty(deaf.RemoteTracks);
        Assert.Equal(0, (await deaf.GetStatisticsAsync())!.PacketsReceived);
        Assert.NotEqual(0, (await deaf.GetStatisticsAsync())!.PacketsSent);
    }

    [Fact]
    public async Task Many_clients_share_one_thread()
    {
        const int listeners = 30;
        await using var server = await TestServer.StartAsync();
        await using var runtime = new ClientRuntime();
        await using var ann = await TestServer.JoinAsync(server.Options("Ann", Tracks.Microphone) with { Runtime = runtime });
        var clients = await Task.WhenAll(Enumerable.Range(0, listeners).Select(index =>
            TestServer.JoinAsync(server.Options($"L{index}") with { Runtime = runtime, InitialSlots = 1 })));
        await using var pump = Pump.Sound(ann.LocalTracks[0]);

        var heard = await Task.WhenAll(clients.Select(async client => await (await client.HearAsync(TrackSource.Microphone)).TakeAsync(10)));

        Assert.Equal(listeners + 1, runtime.Connections);
        Assert.All(heard, frames => Assert.All(frames, frame => Assert.True(pump.HasSent(frame.Data))));
        await Task.WhenAll(clients.Select(client => client.DisposeAsync().AsTask()));
    }
}
