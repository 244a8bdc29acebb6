using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Plenum.LoadTest.Media;
using Plenum.LoadTest.Plan;
using Plenum.LoadTest.Run;

namespace Plenum.LoadTest.Targets;

/// <summary>
/// Any server with WHIP (RFC 9725) and WHEP. Who publishes and watches has a session for each; whom it watches come in
/// one session with a pair of sections each, or, where the address names the publisher, in a session each.
/// </summary>
internal sealed class HttpTarget : ITarget
{
    private const int MostConnections = 256;
    private static readonly MediaTypeHeaderValue Sdp = new("application/sdp");

    private readonly HttpClient _http;
    private readonly string? _whip;
    private readonly string? _whep;

    /// <summary>Makes it.</summary>
    public HttpTarget(string? whip, string? whep, string? token)
    {
        (_whip, _whep) = (whip, whep);
        _http = new HttpClient(OwnAddresses.CreateHandler(MostConnections));
        if (token is not null)
            _http.DefaultRequestHeaders.Authorization = new("Bearer", token);
    }

    /// <inheritdoc />
    public string Name => _whep ?? _whip ?? "";

    /// <inheritdoc />
    public IEnumerable<Uri> Addresses
    {
        get
        {
            var anybody = new ParticipantPlan("x", "x", false, false, false, []);
            foreach (var template in new[] { _whip, _whep })
            {
                if (template is not null)
                    yield return UrlTemplate.Fill(template, anybody, "x");
            }
        }
    }

    /// <inheritdoc />
    public async Task JoinAsync(Participant participant, CancellationToken cancellationToken)
    {
        var sessions = new List<Uri>();
        participant.Leave = token => LeaveAsync(sessions, token);
        var plan = participant.Plan;
        if (plan.Publishes)
        {
            var sends = new ConnectionPlan(plan.SendsVideo, plan.SendsAudio, 0, 0)
            {
                Start = plan.Turn.Number / (double)plan.Turn.Count,
                Speaker = plan.Turn,
            };
            await OpenAsync(participant, sends, UrlTemplate.Fill(_whip!, plan), sessions, cancellationToken).ConfigureAwait(false);
        }

        foreach (var (address, count) in WatchAddresses(plan))
        {
            var watches = new ConnectionPlan(false, false, plan.WatchesVideo ? count : 0, count);
            await OpenAsync(participant, watches, address, sessions, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private IEnumerable<(Uri Address, int Count)> WatchAddresses(ParticipantPlan plan)
    {
        if (plan.Watches.Count == 0)
            yield break;
        if (!_whep!.Contains(UrlTemplate.Publisher, StringComparison.Ordinal))
        {
            yield return (UrlTemplate.Fill(_whep, plan), plan.Watches.Count);
            yield break;
        }

        foreach (var publisher in plan.Watches)
            yield return (UrlTemplate.Fill(_whep, plan, publisher), 1);
    }

    private async Task OpenAsync(
        Participant participant, ConnectionPlan plan, Uri address, List<Uri> sessions, CancellationToken cancellationToken)
    {
        var connection = participant.Connect(plan);
        string answer;
        try
        {
            using var content = new StringContent(connection.Offer, Encoding.UTF8, Sdp);
            using var created = await _http.PostAsync(address, content, cancellationToken).ConfigureAwait(false);
            answer = await created.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
            if (!created.IsSuccessStatusCode)
                throw Refusal(created);
            if (created.Headers.Location is { } location)
                sessions.Add(new Uri(address, location));
        }
        catch (HttpRequestException unreachable)
        {
            throw new LoadTestException($"HTTP: {unreachable.HttpRequestError}", unreachable);
        }

        await connection.StartAsync(answer, cancellationToken).ConfigureAwait(false);
    }

    private static LoadTestException Refusal(HttpResponseMessage response) =>
        new(string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)response.StatusCode}"))
        {
            RetryAfter = response.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests
                ? response.Headers.RetryAfter?.Delta
                : null,
        };

    private async Task LeaveAsync(List<Uri> sessions, CancellationToken cancellationToken)
    {
        foreach (var session in sessions)
        {
            try
            {
                using var deleted = await _http.DeleteAsync(session, cancellationToken).ConfigureAwait(false);
            }
            catch (HttpRequestException)
            {
                // The server is gone, or drops the session with its connection.
            }
        }
    }
}
