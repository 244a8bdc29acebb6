using Plenum.Rtc.Ice;
using Plenum.Rtc.Stun;

namespace Plenum.Rtc.Tests.Ice;

public sealed class IceLiteAgentTests
{
    private static readonly IceCredentials Local = new("server01", "the server's password 0123");
    private static readonly IceCredentials Remote = new("client01", "the client's password 0123");
    private static readonly TransportAddress Here = TransportAddress.Parse("198.51.100.1:443");
    private static readonly TransportPath WiFi = new(Here, TransportAddress.Parse("192.0.2.1:1000"));
    private static readonly TransportPath Mobile = new(Here, TransportAddress.Parse("203.0.113.1:2000"));

    private readonly SinkOfDatagrams _sink = new();
    private readonly IceLiteAgent _agent;
    private Timestamp _now = Timestamp.FromMilliseconds(5000);

    public IceLiteAgentTests()
    {
        _agent = new IceLiteAgent(Local, _sink, _now);
        _agent.SetRemoteCredentials(Remote);
    }

    [Fact]
    public void A_check_is_answered_with_the_address_it_came_from()
    {
        Assert.Equal(DropReason.None, Check(WiFi));

        var (datagram, path) = Assert.Single(_sink.Sent);
        Assert.Equal(WiFi, path);
        Assert.True(StunMessage.TryParse(datagram, out var response, out _));
        Assert.Equal(StunClass.Success, response.Class);
        Assert.True(response.HasFingerprint);
        Assert.True(response.IsAuthentic(StunKey.ShortTerm(Local.Password)));
        Assert.True(response.TryGetAddress(StunAttributeType.XorMappedAddress, out var mapped));
        Assert.Equal(WiFi.Remote, mapped);
        Assert.Equal(IceState.Checking, _agent.State);
    }

    [Fact]
    public void A_nomination_selects_and_connects()
    {
        Check(WiFi, nominates: true);
        Assert.Equal(IceState.Connected, _agent.State);
        Assert.Equal(new IceRoute(WiFi, 0), _agent.Route);
        Assert.True(_agent.IsValidated(WiFi));
        Assert.False(_agent.IsValidated(Mobile));
    }

    [Fact]
    public void A_stranger_gets_no_answer_and_changes_nothing()
    {
        Assert.Equal(DropReason.StunIntegrityMismatch, Check(WiFi, true, key: "a wrong password 0123456789"));
        Assert.Equal(DropReason.StunUnknownUser, Check(WiFi, true, user: "server02:client01"));
        Assert.Equal(DropReason.StunUnknownUser, Check(WiFi, true, user: "server01:client02"));
        Assert.Equal(DropReason.StunUnknownUser, Check(WiFi, true, user: "server01"));
        Assert.Empty(_sink.Sent);
        Assert.True(_agent.Route.IsNone);
        Assert.False(_agent.IsValidated(WiFi));
    }

    [Fact]
    public void A_client_that_claims_to_be_controlled_hears_487()
    {
        Assert.Equal(DropReason.IceRoleConflict, Check(WiFi, controlled: true));
        AssertError(StunErrorCode.RoleConflict);
        Assert.False(_agent.IsValidated(WiFi));
    }

    [Fact]
    public void An_attribute_that_must_be_understood_and_is_not_is_answered_with_420()
    {
        Assert.Equal(DropReason.StunUnknownAttribute, Check(WiFi, extra: (StunAttributeType)0x7FFF));
        var error = AssertError(StunErrorCode.UnknownAttribute);
        Assert.True(error.TryGet(StunAttributeType.UnknownAttributes, out var list));
        Assert.Equal([0x7F, 0xFF], list.ToArray());
    }

    [Fact]
    public void The_latest_nomination_is_followed_there_and_back()
    {
        // As libwebrtc does: USE-CANDIDATE on every check of the pair in use, on no other.
        Check(WiFi, nominates: true);
        Pass(1000);
        Check(Mobile, nominates: true);
        Assert.Equal(Mobile, _agent.Route.Path);
        Check(WiFi);
        Assert.Equal(Mobile, _agent.Route.Path);
        Pass(1000);
        Check(WiFi, nominates: true);
        Assert.Equal(WiFi, _agent.Route.Path);
    }

    [Fact]
    public void A_client_that_nominates_every_pair_means_the_better_one()
    {
        for (var i = 0; i < 4; i++)
        {
            Check(WiFi, nominates: true, priority: 200);
            Check(Mobile, nominates: true, priority: 100);
            Pass(500);
        }

        Assert.Equal(WiFi, _agent.Route.Path);
    }

    [Fact]
    public void A_client_that_no_longer_nominates_is_followed_when_its_address_changes()
    {
        Check(WiFi, nominates: true);
        for (var i = 0; i < 3; i++)
        {
            Pass(2500);
            Check(WiFi);
        }

        // Its NAT gives it another address; the old one is silent from now on.
        Pass(2500);
        Check(Mobile);
        Assert.Equal(WiFi, _agent.Route.Path);
        Pass(2600);
        Check(Mobile);
        Assert.Equal(Mobile, _agent.Route.Path);
    }

    [Fact]
    public void A_client_whose_reports_stop_is_followed_at_its_first_check_from_a_new_address()
    {
        Check(WiFi, nominates: true);
        Pass(2000);
        _agent.NoteSignOfLife(WiFi, _now);
        Pass(900);
        Check(Mobile);
        Assert.Equal(WiFi, _agent.Route.Path);
        Pass(200);
        Check(Mobile);
        Assert.Equal(Mobile, _agent.Route.Path);
    }

    [Fact]
    public void A_path_in_reserve_is_not_followed_because_nothing_is_reported()
    {
        Check(Mobile);
        Check(WiFi, nominates: true);
        _agent.NoteSignOfLife(WiFi, _now);
        Pass(4000);
        Check(Mobile);
        Assert.Equal(WiFi, _agent.Route.Path);
    }

    [Fact]
    public void A_numbered_nomination_is_not_undone_by_an_older_one()
    {
        Check(WiFi, nomination: 1);
        Check(Mobile, nomination: 2);
        Check(WiFi, nomination: 1);
        Assert.Equal(Mobile, _agent.Route.Path);
    }

    [Fact]
    public void Silence_disconnects_and_then_fails()
    {
        Check(WiFi, nominates: true);
        Assert.Equal(new Deadline(_now + TimeSpan.FromSeconds(7), DeadlineOwner.IceConsent), _agent.NextDeadline);
        Pass(7000);
        Assert.Equal(IceState.Disconnected, _agent.State);
        Pass(22_999);
        Assert.Equal(IceState.Disconnected, _agent.State);
        Pass(1);
        Assert.Equal(IceState.Failed, _agent.State);
        Assert.Equal(Deadline.Never, _agent.NextDeadline);
        Assert.Equal(DropReason.ConsentExpired, Check(WiFi, nominates: true));
    }

    [Fact]
    public void A_check_ends_the_disconnection()
    {
        Check(WiFi, nominates: true);
        Pass(10_000);
        Check(WiFi);
        Assert.Equal(IceState.Connected, _agent.State);
    }

    [Fact]
    public void Reports_over_the_selected_path_are_signs_of_life_too()
    {
        Check(WiFi, nominates: true);
        Check(Mobile);
        for (var second = 0; second < 60; second += 5)
        {
            _now += TimeSpan.FromSeconds(5);
            _agent.NoteSignOfLife(WiFi, _now);
            _agent.Tick(_now);
            Assert.Equal(IceState.Connected, _agent.State);
        }

        _now += IceTimings.DisconnectedAfter;
        _agent.Tick(_now);
        _agent.NoteSignOfLife(Mobile, _now);
        Assert.Equal(IceState.Disconnected, _agent.State);
        _agent.NoteSignOfLife(WiFi, _now);
        Assert.Equal(IceState.Connected, _agent.State);

        _now += IceTimings.ConsentTimeout;
        _agent.Tick(_now);
        _agent.NoteSignOfLife(WiFi, _now);
        Assert.Equal(IceState.Failed, _agent.State);
    }

    [Fact]
    public void A_client_that_never_comes_is_given_up_after_30_seconds()
    {
        Pass(30_000);
        Assert.Equal(IceState.Failed, _agent.State);
    }

    [Fact]
    public void After_a_restart_the_old_credentials_count_until_the_new_ones_nominate()
    {
        Check(WiFi, nominates: true);
        var next = new IceCredentials("server02", "the next password 012345678");
        _agent.Restart(next, _now);
        _agent.SetRemoteCredentials(new IceCredentials("client02", "the client's next password"));

        Assert.Equal(DropReason.None, Check(WiFi, nominates: true));
        Assert.Equal(DropReason.None, Check(Mobile, true, user: "server02:client02", key: next.Password));
        Assert.Equal(Mobile, _agent.Route.Path);
        Assert.Equal(DropReason.StunUnknownUser, Check(WiFi, nominates: true));
    }

    [Fact]
    public void More_addresses_than_a_client_has_push_out_the_oldest_but_not_the_selected()
    {
        Check(WiFi, nominates: true);
        for (var port = 1; port <= 100; port++)
        {
            Pass(10);
            Check(Mobile with { Remote = Mobile.Remote.WithPort(port) });
        }

        Assert.Equal(WiFi, _agent.Route.Path);
        Assert.True(_agent.IsValidated(WiFi));
        Assert.True(_agent.IsValidated(Mobile with { Remote = Mobile.Remote.WithPort(100) }));
        Assert.False(_agent.IsValidated(Mobile with { Remote = Mobile.Remote.WithPort(50) }));
    }

    [Fact]
    public void Other_STUN_is_dropped_with_its_reason()
    {
        Assert.Equal(DropReason.StunMalformed, _agent.Receive(new byte[19], WiFi, _now));
        Assert.Equal(DropReason.StunUnexpectedMethod, _agent.Receive(Message(StunClass.Request, StunMethod.Allocate), WiFi, _now));
        Assert.Equal(DropReason.StunUnknownTransaction, _agent.Receive(Message(StunClass.Success, StunMethod.Binding), WiFi, _now));
        Assert.Equal(DropReason.None, _agent.Receive(Message(StunClass.Indication, StunMethod.Binding), WiFi, _now));
        Assert.Empty(_sink.Sent);
    }

    [Fact]
    public void A_check_and_its_answer_allocate_nothing()
    {
        var agent = new IceLiteAgent(Local, new NullSink(), _now);
        agent.SetRemoteCredentials(Remote);
        var request = Request(true, false, 1, 0, null, null, null);
        Allocations.AssertNone(() => agent.Receive(request, WiFi, _now));
    }

    [Fact]
    public void A_shared_port_finds_the_receiver_by_its_fragment()
    {
        Assert.True(IceUsername.TryGetReceiver(Request(false, false, 1, 0, null, null, null), out var fragment));
        Assert.Equal("server01"u8.ToArray(), fragment.ToArray());
        Assert.False(IceUsername.TryGetReceiver(Request(false, false, 1, 0, null, "nocolon", null), out _));
        Assert.False(IceUsername.TryGetReceiver(Message(StunClass.Success, StunMethod.Binding), out _));
    }

    [Fact]
    public void Credentials_are_drawn_of_ICE_characters_in_sufficient_length()
    {
        var credentials = IceCredentials.Create(new Plenum.Simulation.SeededRandom(1));
        Assert.True(credentials.IsValid);
        Assert.Equal((8, 24), (credentials.UserFragment.Length, credentials.Password.Length));
        Assert.False(new IceCredentials("abc", credentials.Password).IsValid);
        Assert.False(new IceCredentials("ab:d", credentials.Password).IsValid);
    }

    private DropReason Check(
        TransportPath path,
        bool nominates = false,
        bool controlled = false,
        uint priority = 1,
        uint nomination = 0,
        StunAttributeType? extra = null,
        string? user = null,
        string? key = null) =>
        _agent.Receive(Request(nominates, controlled, priority, nomination, extra, user, key), path, _now);

    private void Pass(double milliseconds)
    {
        _now += TimeSpan.FromMilliseconds(milliseconds);
        _agent.Tick(_now);
    }

    private StunMessage AssertError(StunErrorCode code)
    {
        Assert.True(StunMessage.TryParse(_sink.Sent[^1].Datagram, out var response, out _));
        Assert.Equal(code, response.ErrorCode);
        Assert.True(response.IsAuthentic(StunKey.ShortTerm(Local.Password)));
        return response;
    }

    private static byte[] Request(
        bool nominates,
        bool controlled,
        uint priority,
        uint nomination,
        StunAttributeType? extra,
        string? user,
        string? key)
    {
        var writer = new StunWriter(new byte[300], StunClass.Request, StunMethod.Binding, new StunTransactionId(1, 2));
        writer.Add(StunAttributeType.Username, user ?? $"{Local.UserFragment}:{Remote.UserFragment}");
        writer.Add(controlled ? StunAttributeType.IceControlled : StunAttributeType.IceControlling, 7UL);
        writer.Add(StunAttributeType.Priority, priority);
        if (nominates)
            writer.Add(StunAttributeType.UseCandidate);
        if (nomination > 0)
            writer.Add(StunAttributeType.Nomination, nomination);
        if (extra is { } type)
            writer.Add(type);
        writer.AddMessageIntegrity(StunKey.ShortTerm(key ?? Local.Password));
        writer.AddFingerprint();
        return writer.Message.ToArray();
    }

    private static byte[] Message(StunClass messageClass, StunMethod method) =>
        new StunWriter(new byte[20], messageClass, method, new StunTransactionId(3, 4)).Message.ToArray();

    private sealed class NullSink : IDatagramSink
    {
        public void Send(ReadOnlySpan<byte> datagram, TransportPath path)
        {
        }
    }
}
