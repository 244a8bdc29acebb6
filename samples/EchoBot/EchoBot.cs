using Plenum.Client;
using Plenum.Protocol;

/// <summary>Joins a room and sends back what it hears.</summary>
internal static class EchoBot
{
    public static async Task RunAsync(PlenumClientOptions options, CancellationToken stop)
    {
        await using var client = await PlenumClient.JoinAsync(options, stop);
        Console.WriteLine($"In {client.Room.Info.Name} as {options.Name}.");
        try
        {
            await foreach (var happened in client.ReadEventsAsync(stop))
            {
                if (happened is ClientEvent.TrackSubscribed { Track: { Kind: TrackKind.Audio } heard })
                    _ = EchoAsync(client, heard, stop);
            }
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine("Leaving.");
        }
    }

    private static async Task EchoAsync(PlenumClient client, RemoteTrack heard, CancellationToken stop)
    {
        var microphone = new TrackOptions { Source = TrackSource.Microphone, Codec = MediaCodec.Opus };
        await using var echo = await client.PublishAsync(microphone, stop);
        await foreach (var frame in heard.ReadFramesAsync(stop))
            echo.SendFrame(frame.Data.Span, frame.Timestamp, frame.Level);
    }
}
