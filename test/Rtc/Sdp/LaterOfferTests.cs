using Plenum.Rtc.Sdp;

namespace Plenum.Rtc.Tests.Sdp;

public sealed class LaterOfferTests
{
    private static readonly string First = Offers.Bundled(Offers.Audio(), Offers.Video());

    [Fact]
    public void Added_sections_get_sources_and_the_earlier_ones_keep_theirs()
    {
        var before = Captures.Answer(First);
        var after = Again(before, Offers.Bundled(Offers.Audio(), Offers.Video(), Offers.Audio("a=recvonly")));

        Assert.Equal(
            before.Session.Media.Select(media => media.LocalSource), after.Session.Media.Take(2).Select(media => media.LocalSource));
        Assert.Equal("slot1", after.Session.Media[2].LocalSource!.Cname);
        Assert.Equal(before.Session.LocalCredentials, after.Session.LocalCredentials);
        Assert.False(after.Session.RestartsIce);
    }

    [Fact]
    public void The_session_id_stays_and_the_version_grows_by_one()
    {
        var before = Captures.Answer(First);
        var after = Again(before, First);

        Assert.Equal(before.Description.Origin with { Version = 2 }, after.Description.Origin);
    }

    [Fact]
    public void New_credentials_in_the_offer_restart_ice_with_new_credentials_in_the_answer()
    {
        var before = Captures.Answer(First);
        var after = Again(before, First.Replace("a=ice-ufrag:abcd", "a=ice-ufrag:efgh", StringComparison.Ordinal));

        Assert.True(after.Session.RestartsIce);
        Assert.NotEqual(before.Session.LocalCredentials, after.Session.LocalCredentials);
        Assert.Equal(before.Session.Media[0].LocalSource, after.Session.Media[0].LocalSource);
    }

    [Fact]
    public void A_stopped_section_is_rejected_and_its_place_can_be_used_anew()
    {
        var before = Captures.Answer(First);
        var stopped = Again(before, First.Replace("m=video 9", "m=video 0", StringComparison.Ordinal)
            .Replace("BUNDLE 0 1", "BUNDLE 0", StringComparison.Ordinal));
        var reused = Again(stopped, Offers.Session(
            "a=group:BUNDLE 0 7", Offers.Audio("a=mid:0"), Offers.Audio("a=mid:7\na=recvonly")));

        Assert.True(stopped.Session.Media[1].IsRejected);
        Assert.Equal(("7", MediaKind.Audio), (reused.Session.Media[1].Mid, reused.Session.Media[1].Kind));
        Assert.NotEqual(before.Session.Media[1].LocalSource!.Ssrc, reused.Session.Media[1].LocalSource!.Ssrc);
    }

    [Fact]
    public void A_paused_section_that_sends_again_keeps_its_source()
    {
        var before = Captures.Answer(First);
        var paused = Again(before, Offers.Bundled(Offers.Audio(), Offers.Video("a=sendonly")));
        var resumed = Again(paused, First);

        Assert.Equal(before.Session.Media[1].LocalSource, resumed.Session.Media[1].LocalSource);
    }

    [Fact]
    public void Fewer_sections_than_before_are_refused() =>
        Assert.Equal(SdpError.MediaSectionMissing, Refusal(Offers.Bundled(Offers.Audio())).Error);

    [Fact]
    public void A_section_of_another_kind_in_the_same_place_is_refused() =>
        Assert.Equal(SdpError.MediaSectionChanged, Refusal(Offers.Bundled(Offers.Video(), Offers.Audio())).Error);

    [Fact]
    public void Another_certificate_is_refused() =>
        Assert.Equal(
            SdpError.FingerprintChanged, Refusal(First.Replace("CA:35", "CB:35", StringComparison.Ordinal)).Error);

    [Fact]
    public void A_swap_of_the_dtls_roles_is_refused() =>
        Assert.Equal(
            SdpError.UnsupportedSetup, Refusal(First.Replace("actpass", "passive", StringComparison.Ordinal)).Error);

    private static SdpProblem Refusal(string offer) => Captures.Refusal(offer, Captures.Answer(First).Session);

    private static NegotiatedAnswer Again(NegotiatedAnswer before, string offer) =>
        Captures.Answer(Captures.Parse(offer), current: before.Session, seed: (before.Description.Origin.Version + 1) * 1000);
}
