using Plenum.Client.Link;
using Plenum.Client.Signaling;
using Plenum.Protocol;

namespace Plenum.Client;

/// <summary>
/// A participant in .NET: joins a room, publishes, receives what the server's SFU forwards, and comes back by itself
/// after a lost socket, a lost path or a restarted server. Any thread may use it. Ends with <see cref="LeaveAsync"/> or
/// <see cref="DisposeAsync"/>.
/// </summary>
public sealed class PlenumClient : IAsyncDisposable
{
    private static readonly TimeSpan LeavePatience = TimeSpan.FromSeconds(5);

    private readonly PlenumClientOptions _options;
    private readonly Participation _participation;
    private readonly Session _session;
    private readonly ServerLink _link;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource<ClientEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _running = Task.CompletedTask;
    private int _isDisposed;

    private PlenumClient(PlenumClientOptions options)
    {
        _options = options;
        _participation = new Participation(options, RequestAsync);
        _session = new Session(options, _participation);
        _link = new ServerLink(options, _participation);
        _participation.Link = _link;
        foreach (var track in options.Tracks)
            _participation.Add(CreateTrack(track));
    }

    /// <summary>This participant's id. It stays the same unless the server forgets the participant.</summary>
    public string Id => _participation.Id;

    /// <summary>The room as it is now.</summary>
    public RoomState Room => _participation.Room;

    /// <summary>How the client stands to the room.</summary>
    public ClientState State => _participation.State;

    /// <summary>The tracks that are forwarded to this client, by publication id.</summary>
    public IReadOnlyDictionary<string, RemoteTrack> RemoteTracks => _participation.RemoteTracks;

    /// <summary>The tracks that this client publishes.</summary>
    public IReadOnlyList<LocalTrack> LocalTracks => _participation.LocalTracks;

    /// <summary>Ends, never faulted, when the client's part in the room is over.</summary>
    public Task<ClientEnd> Ended => _ended.Task;

    /// <summary>Events thrown away because they were not read in time: <see cref="ReadEventsAsync"/> keeps 4,096.</summary>
    public long EventsDropped => _participation.EventsDropped;

    /// <summary>Joins a room. With a waiting room, waits until a host lets the client in.</summary>
    /// <param name="options">Where, as whom and how.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PlenumClientException">
    /// The server refuses (<see cref="PlenumClientException.Code"/> says why, for example
    /// <see cref="ErrorCode.Unauthorized"/>) or cannot be reached.
    /// </exception>
    /// <exception cref="ArgumentException">A track's source and codec do not go together.</exception>
    public static async Task<PlenumClient> JoinAsync(PlenumClientOptions options, CancellationToken cancellationToken = default)
    {
        var client = new PlenumClient(options);
        try
        {
            await client.EnterAsync(cancellationToken).ConfigureAwait(false);
            return client;
        }
        catch
        {
            // The server may have let the client in, or has it wait.
            await client.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Publishes a track. It is sent as soon as somebody is forwarded it; see <see cref="LocalTrack.IsActive"/>.</summary>
    /// <exception cref="PlenumClientException">The server refuses, for example <see cref="ErrorCode.Forbidden"/>.</exception>
    /// <exception cref="ArgumentException">Source and codec do not go together.</exception>
    public async Task<LocalTrack> PublishAsync(TrackOptions options, CancellationToken cancellationToken = default)
    {
        var track = CreateTrack(options);
        await RequestAsync(id => new Request.Publish { Id = id, Publication = track.Spec }, cancellationToken).ConfigureAwait(false);
        track.Join(Id);
        _participation.Add(track);
        _link.Note();
        return track;
    }

    /// <summary>Reads what happens, in its order, from the join on. It has one reader.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The events, until the client's part in the room is over.</returns>
    public IAsyncEnumerable<ClientEvent> ReadEventsAsync(CancellationToken cancellationToken = default) =>
        _participation.ReadEventsAsync(cancellationToken);

    /// <summary>Writes in the chat; up to 4,000 characters unless the server says otherwise.</summary>
    /// <exception cref="PlenumClientException">The server refuses or is not reached.</exception>
    public Task SendChatAsync(string text, CancellationToken cancellationToken = default) =>
        RequestAsync(id => new Request.Chat { Id = id, Text = text }, cancellationToken);

    /// <summary>Replaces this participant's metadata; up to 4,096 characters unless the server says otherwise.</summary>
    /// <exception cref="PlenumClientException">The server refuses or is not reached.</exception>
    public Task SetMetadataAsync(string metadata, CancellationToken cancellationToken = default) =>
        RequestAsync(id => new Request.SetMetadata { Id = id, Metadata = metadata }, cancellationToken);

    /// <summary>Says how large what is forwarded is shown, so that the server sends what fits. The whole state each time.</summary>
    /// <param name="viewports">At most 256. A publication left out is sent as large as it comes.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="PlenumClientException">The server refuses or is not reached.</exception>
    public Task SetViewportsAsync(IReadOnlyList<Viewport> viewports, CancellationToken cancellationToken = default)
    {
        _participation.Viewports = viewports;
        return RequestAsync(id => new Request.Viewports { Id = id, Tiles = viewports }, cancellationToken);
    }

    /// <summary>
    /// Asks the server for anything of the protocol that has no method here: hands, emojis, names, a host's actions.
    /// </summary>
    /// <param name="make">Makes the request with the id that it is given.</param>
    /// <param name="cancellationToken">Gives up waiting; the request may be carried out all the same.</param>
    /// <returns>The reply; never an error.</returns>
    /// <exception cref="PlenumClientException">The server refuses or is not reached.</exception>
    public Task<ServerMessage> RequestAsync(Func<long, Request> make, CancellationToken cancellationToken = default) =>
        _session.RequestAsync(make, cancellationToken);

    /// <summary>
    /// Looks for another way to the server (ICE restart) while media goes on. The client does so by itself when the
    /// server falls silent; who knows of a change of networks is faster.
    /// </summary>
    public void RestartIce() => _link.RestartIce();

    /// <summary>Figures of the connection that carries media; null while there is none.</summary>
    public Task<ClientStatistics?> GetStatisticsAsync() => _link.DescribeAsync();

    /// <summary>Leaves for good. Where the server cannot be told within 5 s, it finds out by itself.</summary>
    public async Task LeaveAsync(CancellationToken cancellationToken = default)
    {
        if (!_ended.Task.IsCompleted)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(LeavePatience);
            try
            {
                await _session.LeaveAsync(patience.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                _session.DropSocket();
            }
        }

        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
    }

    /// <summary>Leaves, if that is not done, and gives back what the client holds.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
            return;
        await LeaveAsync().ConfigureAwait(false);
        await _session.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    /// <summary>Loses the socket, as a network would.</summary>
    internal void DropSocket() => _session.DropSocket();

    /// <summary>Names the present ICE generation.</summary>
    internal string? UserFragment => _link.UserFragment;

    internal async Task UnpublishAsync(LocalTrack track)
    {
        if (!_participation.Remove(track))
            return;
        _link.Note();
        try
        {
            await RequestAsync(id => new Request.Unpublish { Id = id, Cid = track.Cid }).ConfigureAwait(false);
        }
        catch (PlenumClientException)
        {
            // Offline: the resume says what is published. Refused: it is not published.
        }
    }

    private LocalTrack CreateTrack(TrackOptions options)
    {
        if (!Codecs.Fits(options.Source, options.Codec))
            throw new ArgumentException($"{options.Source} is not sent as {options.Codec}.", nameof(options));
        return new LocalTrack(this, options, options.Cid ?? $"track-{Guid.NewGuid():N}"[..14]);
    }

    private async Task EnterAsync(CancellationToken cancellationToken)
    {
        var offer = _link.OfferFirst();
        var answer = await _session.EnterAsync(offer?.Wire, cancellationToken).ConfigureAwait(false);
        if (offer is not null && answer is not null)
            _link.Complete(offer, answer);
        _participation.SetState(ClientState.Online);
        _running = Task.Run(RunAsync, CancellationToken.None);
    }

    private async Task RunAsync()
    {
        var linking = _link.RunAsync(_stop.Token);
        var session = _session.RunAsync(_stop.Token);
        var first = await Task.WhenAny(linking, session).ConfigureAwait(false);
        var end = EndOf(first, session);
        await _stop.CancelAsync().ConfigureAwait(false);
        _session.DropSocket();
        await Task.WhenAll(linking, session).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _participation.End();
        _ended.TrySetResult(end);
    }

    private static ClientEnd EndOf(Task first, Task<ClientEnd> session)
    {
        if (session.IsCompletedSuccessfully)
            return session.Result;
        return first.Exception?.InnerException is { } bug
            ? new ClientEnd(ClientEndReason.Faulted, bug.ToString())
            : new ClientEnd(ClientEndReason.Left, "Left.");
    }
}
