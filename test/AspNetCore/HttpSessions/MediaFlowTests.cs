using System.Net;
using System.Net.Http.Headers;
using Plenum.AspNetCore.Tests.Support;
using Plenum.Protocol;
using Plenum.Rtc.Sdp;
using Plenum.Simulation.Clients;
using static Plenum.AspNetCore.Tests.HttpSessions.Requests;
using SessionDescription = Plenum.Rtc.Sdp.SessionDescription;

namespace Plenum.AspNetCore.Tests.HttpSessions;

/// <summary>Encoders and players over real sockets: what is published arrives at whom it should.</summary>
public sealed class MediaFlowTests
{
    [Fact]
    public async Task What_an_encoder_sends_a_player_sees_and_hears()
    {
        await using var host = await TestHost.StartAsync();
        using var http = Client(host);
        await using var encoder = await EncoderAsync(http, 1);
        await using var player = await PlayerAsync(http, pairs: 1, "?publisher=encoder-1");

        await player.UntilAsync("encoder 1 is seen and heard", peer => Shows(peer, 0, 1));
    }

    [Fact]
    public async Task Who_speaks_is_shown_and_whoever_speaks_next()
    {
        await using var host = await TestHost.StartAsync();
        using var http = Client(host);
        await using var first = await EncoderAsync(http, 1, isSilent: true);
        await using var second = await EncoderAsync(http, 2);
        await using var player = await PlayerAsync(http, pairs: 1);
        await player.UntilAsync("the second is shown, for it speaks", peer => Shows(peer, 0, 2));

        (first.IsSilent, second.IsSilent) = (false, true);

        await player.UntilAsync("the first is shown, for it speaks now", peer => Shows(peer, 0, 1));
    }

    [Fact]
    public async Task Where_nobody_speaks_the_first_publisher_is_shown()
    {
        await using var host = await TestHost.StartAsync();
        using var http = Client(host);
        await using var first = await EncoderAsync(http, 1, isSilent: true);
        await using var second = await EncoderAsync(http, 2, isSilent: true);

        await using var player = await PlayerAsync(http, pairs: 1);

        await player.UntilAsync("the first is shown", peer => Shows(peer, 0, 1));
    }

    [Fact]
    public async Task Pairs_are_filled_with_as_many_publishers_and_refilled_as_they_come_and_go()
    {
        await using var host = await TestHost.StartAsync();
        using var http = Client(host);
        await using var player = await PlayerAsync(http, pairs: 2);
        await using var first = await EncoderAsync(http, 1, isSilent: true);
        await using var second = await EncoderAsync(http, 2, isSilent: true);
        await player.UntilAsync("an empty room has filled", peer => Shows(peer, 0, 1) && Shows(peer, 1, 2));
        await using var third = await EncoderAsync(http, 3, isSilent: true);

        using var left = await http.DeleteAsync(first.Connection, Token);

        await player.UntilAsync("the third has the place of the first", peer => Shows(peer, 0, 3) && Shows(peer, 1, 2));
    }

    [Fact]
    public async Task Who_is_excluded_is_not_shown_though_alone()
    {
        await using var host = await TestHost.StartAsync();
        using var http = Client(host);
        await using var first = await EncoderAsync(http, 1);
        await using var player = await PlayerAsync(http, pairs: 2, "?exclude=encoder-1");
        await using var second = await EncoderAsync(http, 2);

        await player.UntilAsync("the second is shown, and nothing beside it", peer => Shows(peer, 0, 2) && peer.Video["v1"].Packets == 0);
    }

    [Fact]
    public async Task Somebody_in_a_call_is_seen_by_a_player_though_the_call_is_a_mesh()
    {
        await using var host = await TestHost.StartAsync();
        using var http = Client(host);
        await using var player = await PlayerAsync(http, pairs: 1);

        await using var ann = await Caller.JoinAsync(host, "team", 1, publishes: true, slots: 1);

        Assert.All(ann.Signaling.Snapshot.Edges, edge => Assert.Equal(EdgeVia.Forward, edge.Via));
        await player.UntilAsync("Ann is seen and heard", peer => Shows(peer, 0, 1));
    }

    [Fact]
    public async Task An_encoder_that_hangs_up_has_left_and_its_session_is_over()
    {
        await using var host = await TestHost.StartAsync();
        await using var ann = await host.JoinAsync("team", "Ann");
        using var http = Client(host);
        await using var encoder = await EncoderAsync(http, 1);
        await encoder.UntilAsync("it is connected", peer => peer.IsConnected);

        await encoder.UntilAsync("it says goodbye", peer =>
        {
            peer.Peer.Close();
            return true;
        });

        Assert.Equal(LeaveReason.Left, (await ann.EventAsync<RoomEvent.ParticipantLeft>()).Reason);
        using var gone = await http.DeleteAsync(encoder.Connection, Token);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task Media_goes_on_over_an_ice_restart()
    {
        await using var host = await TestHost.StartAsync();
        using var http = Client(host);
        await using var encoder = await EncoderAsync(http, 1);
        await using var player = new MediaClient(2, publishes: false, slots: 1);
        var answer = await OpenAsync(http, "whep", "", player);
        await player.UntilAsync("encoder 1 is seen", peer => Shows(peer, 0, 1));

        var offer = IceFragment.Of(Parse(player.Offer(restartsIce: true).Sdp))!;
        using var request = new HttpRequestMessage(HttpMethod.Patch, player.Connection) { Content = new StringContent(offer.ToString()) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(Fragment);
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        using var restarted = await http.SendAsync(request, Token);
        Assert.True(IceFragment.TryParse(await restarted.Content.ReadAsStringAsync(Token), out var fragment, out _));
        player.Take(new MediaAnswer { Connection = player.Connection!, Sdp = fragment.Over(Parse(answer)).ToString() });

        var before = 0;
        await player.UntilAsync("it is counted", peer => (before = peer.Video["v0"].Frames) > 0);
        await player.UntilAsync("a second of pictures more", peer => peer.Video["v0"].Frames > before + 20);
        await player.UntilAsync("nothing was lost", peer => peer.Video["v0"] is { Lost: 0, Violations.Count: 0 });
    }

    private static bool Shows(SfuClient peer, int pair, byte publisher) =>
        peer.Video[$"v{pair}"].Publisher == publisher && peer.Audio[$"a{pair}"].Publisher == publisher;

    private static async Task<MediaClient> EncoderAsync(HttpClient http, byte number, bool isSilent = false)
    {
        var media = new MediaClient(number, publishes: true, slots: 0) { IsSilent = isSilent };
        await OpenAsync(http, "whip", $"?identity=encoder-{number}", media);
        return media;
    }

    private static async Task<MediaClient> PlayerAsync(HttpClient http, int pairs, string query = "")
    {
        var media = new MediaClient(200, publishes: false, pairs);
        await OpenAsync(http, "whep", query, media);
        return media;
    }

    /// <summary>The session's URL is the name of the connection.</summary>
    private static async Task<string> OpenAsync(HttpClient http, string kind, string query, MediaClient media)
    {
        using var created = await PostAsync(http, $"{kind}/team{query}", media.Offer().Sdp);
        var answer = await created.Content.ReadAsStringAsync(Token);
        Assert.True(created.StatusCode == HttpStatusCode.Created, answer);
        media.Take(new MediaAnswer { Connection = created.Headers.Location!.OriginalString, Sdp = answer });
        return answer;
    }

    private static SessionDescription Parse(string sdp)
    {
        Assert.True(SessionDescription.TryParse(sdp, out var description, out var problem), problem.ToString());
        return description;
    }
}
