using Plenum.Protocol;

namespace Plenum.Client.Tests.Support;

/// <summary>What tests wait for.</summary>
internal static class ClientExtensions
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The next event of a kind; others are passed over.</summary>
    public static async Task<T> NextAsync<T>(this PlenumClient client, Func<T, bool>? condition = null)
        where T : ClientEvent
    {
        using var patience = NewPatience();
        await foreach (var happened in client.ReadEventsAsync(patience.Token))
        {
            if (happened is T found && condition?.Invoke(found) != false)
                return found;
        }

        throw new InvalidOperationException($"It ended before a {typeof(T).Name} came.");
    }

    /// <summary>The next event of the room of a kind; others are passed over.</summary>
    public static async Task<T> RoomAsync<T>(this PlenumClient client)
        where T : RoomEvent =>
        (T)(await client.NextAsync<ClientEvent.RoomChanged>(changed => changed.Body is T)).Body;

    /// <summary>The track of a source that is forwarded from now on, or already.</summary>
    public static async Task<RemoteTrack> HearAsync(this PlenumClient client, TrackSource source) =>
        client.RemoteTracks.Values.FirstOrDefault(track => track.Source == source)
        ?? (await client.NextAsync<ClientEvent.TrackSubscribed>(subscribed => subscribed.Track.Source == source)).Track;

    /// <summary>The next frames of a track.</summary>
    public static async Task<List<EncodedFrame>> TakeAsync(this RemoteTrack track, int count)
    {
        using var patience = NewPatience();
        var frames = new List<EncodedFrame>();
        await foreach (var frame in track.ReadFramesAsync(patience.Token))
        {
            frames.Add(frame);
            if (frames.Count == count)
                break;
        }

        return frames;
    }

    public static async Task WithinPatienceAsync(this Task task) =>
        await task.WaitAsync(Patience, TestContext.Current.CancellationToken);

    public static async Task<T> WithinPatienceAsync<T>(this Task<T> task) =>
        await task.WaitAsync(Patience, TestContext.Current.CancellationToken);

    private static CancellationTokenSource NewPatience()
    {
        var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        return patience;
    }
}
