using Plenum.Client.Tests.Support;
using Plenum.Protocol;

namespace Plenum.Client.Tests;

public sealed class EchoBotTests
{
    [Fact]
    public async Task The_echo_bot_sends_back_what_it_hears()
    {
        await using var server = await TestServer.StartAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var bot = EchoBot.RunAsync(server.Options("Echo"), stop.Token);
        await using var ann = await server.JoinAsync("Ann", Tracks.Microphone);
        await using var pump = Pump.Sound(ann.LocalTracks[0]);

        var frames = await (await ann.HearAsync(TrackSource.Microphone)).TakeAsync(20);

        Assert.All(frames, frame => Assert.True(pump.HasSent(frame.Data)));
        Assert.All(frames, frame => Assert.Equal(Pump.Level, frame.Level));
        await stop.CancelAsync();
        await bot.WithinPatienceAsync();
    }

    /// <summary>It is heard, so it is seen: a sound that says how loud it is has the floor, whoever made it first.</summary>
    [Fact]
    public async Task The_echo_bot_has_the_floor_while_it_echoes()
    {
        await using var server = await TestServer.StartAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var bot = EchoBot.RunAsync(server.Options("Echo"), stop.Token);
        // The sound of a screen is nobody's voice, so that the bot alone can be who speaks.
        await using var ann = await server.JoinAsync("Ann", Tracks.Microphone with { Source = TrackSource.ScreenAudio });
        await using var pump = Pump.Sound(ann.LocalTracks[0]);

        var speaker = await ann.NextAsync<ClientEvent.SpeakerChanged>();

        Assert.NotEqual(ann.Id, speaker.Participant);
        await stop.CancelAsync();
        await bot.WithinPatienceAsync();
    }
}
