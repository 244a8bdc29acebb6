using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Plenum.AspNetCore.Access;
using Plenum.AspNetCore.Endpoints.Signaling;
using Plenum.AspNetCore.Hosting;
using Plenum.AspNetCore.Hosting.Media;
using Plenum.Engine.Sfu;
using Plenum.Rooms;
using Plenum.Rtc.Sdp;

namespace Plenum.AspNetCore.Endpoints.HttpSessions;

/// <summary>
/// One WHIP or WHEP session: a participant whose signalling is a URL. It lives while its media does: when that is over
/// (consent lost, a goodbye, a dead shard) the participant leaves.
/// </summary>
/// <param name="client">The room's view of it.</param>
/// <param name="lease">Its place among those that are allowed.</param>
/// <param name="secret">What proves later requests to be of the same client.</param>
/// <param name="clock">Tells the time.</param>
#pragma warning disable CA1001 // A semaphore whose wait handle nobody asks for has nothing to dispose.
internal sealed class HttpSession(HttpSessionClient client, ConnectionLease lease, SessionSecret secret, TimeProvider clock)
#pragma warning restore CA1001
{
    private const int MaxEntranceAttempts = 3;
    private const int ChangesPerSecond = 2;
    private const int ChangeBurst = 20;
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _changes = new(1);
    private readonly Lock _gate = new();
    private readonly long _startedAt = clock.GetTimestamp();
    private TokenBucket _rate = new(ChangesPerSecond, ChangeBurst);
    private readonly TaskCompletionSource _over = new();
    private HttpSessionEntry? _entry;
    private SessionDescription? _offer;
    private RoomHost? _room;
    private ConnectionKey _connection;

    /// <summary>Its name in the URL: 128 random bits, which nobody guesses (RFC 9725, section 5).</summary>
    public string Id => secret.Id;

    public SessionSecret Secret => secret;

    /// <summary>Names the present ICE session (RFC 9725, section 4.3.1).</summary>
    public EntityTagHeaderValue EntityTag { get; private set; } = NewEntityTag();

    /// <summary>The answer to the offer.</summary>
    public string Answer { get; private set; } = "";

    public ParticipantId Participant => _entry!.Join.Actor;

    /// <summary>Done when the participant is gone from the room, or about to. Who continues on it only forgets the session.</summary>
    public Task Over => _over.Task;

    /// <summary>Done when nobody finds it any more.</summary>
    public Task Forgotten { get; set; } = Task.CompletedTask;

    /// <summary>Enters the room with an offer.</summary>
    /// <returns>What is wrong; or null, and the answer is there.</returns>
    public async Task<HttpProblem?> EnterAsync(
        RoomDirectory rooms, RoomName name, HttpSessionEntry entry, SessionDescription offer, CancellationToken cancellationToken)
    {
        (_entry, _offer) = (entry, offer);
        client.Watch(lease.Joined, OnEnded);
        for (var attempt = 0; attempt < MaxEntranceAttempts; attempt++)
        {
            var lookup = await rooms.OpenAsync(name, cancellationToken);
            if (lookup is not RoomLookup.Found found)
                return RoomProblems.Of(lookup);

            _room = found.Host;
            if (await client.AskAsync(_room, entry.Join, OfferOf(offer, null)) is { } reply)
                return await SettleAsync(reply);
        }

        return HttpProblem.Busy("The room is closing.", Retry);
    }

    /// <summary>Whether the client asks for changes too often (RFC 9725, section 5).</summary>
    public HttpProblem? Throttle()
    {
        lock (_gate)
        {
            return _rate.TryTake(clock.GetElapsedTime(_startedAt), out var retryAfter)
                ? null
                : new(StatusCodes.Status429TooManyRequests, "Too many changes.") { RetryAfter = retryAfter };
        }
    }

    /// <summary>Adds candidates, or restarts ICE.</summary>
    /// <param name="fragment">What the client says of its transport now.</param>
    /// <param name="check">Looked at when all changes before are done.</param>
    /// <returns>What a restart brought, or nothing; or what is wrong, and all is as before.</returns>
    public async Task<(IceRestart? Restart, HttpProblem? Problem)> ChangeAsync(
        IceFragment fragment, Func<EntityTagHeaderValue, HttpProblem?> check)
    {
        await _changes.WaitAsync();
        try
        {
            if (check(EntityTag) is { } problem)
                return (null, problem);

            // The server answers checks wherever they come from: it needs no candidates of a client (RFC 8445, section 2.5).
            return IsRestart(fragment) ? await RestartAsync(fragment) : (null, null);
        }
        finally
        {
            _changes.Release();
        }
    }

    /// <summary>Leaves the room.</summary>
    public async Task LeaveAsync()
    {
        if (_room is { } room)
            await client.AskAsync(room, new RoomCommand.Leave(Participant), null);
        OnEnded(isInRoom: false);
    }

    private static EntityTagHeaderValue NewEntityTag() => new($"\"{SessionSecret.NewId()[..16]}\"");

    private async Task<HttpProblem?> SettleAsync(HttpSessionReply reply)
    {
        if (reply.Room is RoomReply.Refused refused)
            return RoomProblems.Of(refused.Error);

        var problem = reply switch
        {
            { Room: RoomReply.Waiting } => HttpProblem.Forbidden("Newcomers wait for a host here, which this client cannot."),
            { Room: RoomReply.Welcome welcome } when !PublishesAll(welcome) =>
                HttpProblem.Forbidden("The token does not allow to publish all that is offered."),
            { Offer: OfferResult.Refused unanswered } => RoomProblems.Of(unanswered),
            { Offer: OfferResult.Accepted accepted } => Keep(accepted),
            _ => HttpProblem.Busy("The server carries no media at the moment.", Retry),
        };
        if (problem is not null)
            await LeaveAsync();

        return problem;
    }

    /// <summary>The room leaves out what may not be published; half an encoder would mislead (RFC 9725, section 4.4.3).</summary>
    private bool PublishesAll(RoomReply.Welcome welcome) =>
        welcome.Snapshot.Participants.Single(state => state.Id == Participant).Publications.Count == _entry!.Join.Publications.Count;

    private HttpProblem? Keep(OfferResult.Accepted accepted)
    {
        (_connection, Answer) = (accepted.Connection, accepted.Sdp);
        // What is left to reject a section for when the offer has been looked at (OfferedSections).
        return SessionDescription.TryParse(accepted.Sdp, out var answer, out _)
            && answer.Media.Zip(_offer!.Media).Any(pair =>
                pair.First.IsRejected && !pair.Second.IsRejected && pair.First.Kind is MediaKind.Audio or MediaKind.Video)
            ? HttpProblem.Unprocessable("A section has no codec that this server takes: Opus; VP8, H.264, VP9 or AV1.")
            : null;
    }

    private bool IsRestart(IceFragment fragment)
    {
        var transport = _offer!.TransportOf(_offer.Media.First(section => !section.IsRejected));
        return fragment.Transport.UserFragment.Length > 0
            && (fragment.Transport.UserFragment, fragment.Transport.Password) != (transport.UserFragment, transport.Password);
    }

    private async Task<(IceRestart? Restart, HttpProblem? Problem)> RestartAsync(IceFragment fragment)
    {
        var offer = fragment.Over(_offer!);
        if (await client.AskAsync(_room!, null, OfferOf(offer, _connection)) is not { } reply)
            return (null, RoomProblems.Over);
        if (reply.Offer is not OfferResult.Accepted accepted)
            return (null, reply.Offer is OfferResult.Refused refused ? RoomProblems.Of(refused) : RoomProblems.Over);

        if (!SessionDescription.TryParse(accepted.Sdp, out var answer, out _) || IceFragment.Of(answer) is not { } ours)
            return (null, RoomProblems.Over);

        (_offer, EntityTag) = (offer, NewEntityTag());
        return (new IceRestart(ours, EntityTag), null);
    }

    private MediaRequest.Offer OfferOf(SessionDescription offer, ConnectionKey? connection) => new(Participant, offer.ToString())
    {
        Tracks = _entry!.Tracks,
        Connection = connection,
        Policy = _entry.Policy,
        Filler = _entry.Filler,
        Viewport = _entry.Viewport,
    };

    private void OnEnded(bool isInRoom)
    {
        if (!_over.TrySetResult())
            return;
        lease.Dispose();
        if (isInRoom)
            _ = client.AskAsync(_room!, new RoomCommand.Leave(Participant), null);
    }
}
