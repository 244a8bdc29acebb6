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
        await stop.CancelAsync();
        await bot.WithinPatienceAsync();
    }
}
