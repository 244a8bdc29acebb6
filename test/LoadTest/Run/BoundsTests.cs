using Plenum.LoadTest.Plan;
using Plenum.LoadTest.Run;
using Plenum.LoadTest.Targets;
using Plenum.Rtc;

namespace Plenum.LoadTest.Tests.Run;

public sealed class BoundsTests
{
    [Fact]
    public void Another_machine_is_loaded_only_by_who_says_so()
    {
        var options = Options(new() { Kind = ScenarioKind.Livestream });
        Assert.Contains("--remote", Refusal(options, isLocal: false));
        Assert.Null(Refusal(options with { AllowsRemote = true }, isLocal: false));
        Assert.Null(Refusal(options, isLocal: true));
    }

    [Fact]
    public void Too_many_too_long_and_too_much_are_refused()
    {
        Assert.Contains("participants", Refusal(Options(new() { Kind = ScenarioKind.Livestream, Viewers = 1_000_000 })));
        Assert.Contains("hold", Refusal(Options(new() { Kind = ScenarioKind.Audio }) with { Hold = TimeSpan.FromDays(1) }));
        var large = Options(new() { Kind = ScenarioKind.Meeting, Participants = 500 });
        Assert.Contains("Gbit/s", Refusal(large with { Media = new() { Bitrate = Bitrate.FromKilobits(50_000) } }));
    }

    [Fact]
    public async Task Hosts_of_this_machine_are_known()
    {
        var cancelled = TestContext.Current.CancellationToken;
        Assert.True(await Locality.IsThisMachineAsync([new("http://127.0.0.1:1"), new("http://localhost:2"), new("http://[::1]:3")], cancelled));
        Assert.False(await Locality.IsThisMachineAsync([new("http://127.0.0.1:1"), new("http://192.0.2.1")], cancelled));
    }

    [Theory]
    [InlineData("http://a/whip/{room}?identity={id}", true)]
    [InlineData("https://a/whep/{room}/{publisher}", true)]
    [InlineData("http://a/{who}", false)]
    [InlineData("ftp://a/{room}", false)]
    [InlineData("whip/{room}", false)]
    public void An_address_names_only_what_there_is(string template, bool isValid) => Assert.Equal(isValid, UrlTemplate.IsValid(template));

    [Fact]
    public void An_address_is_filled_in()
    {
        var plan = new ParticipantPlan("the room", "me", true, true, true, ["you"]);
        Assert.Equal(
            "http://a/whep/the%20room?exclude=me&publisher=you",
            UrlTemplate.Fill("http://a/whep/{room}?exclude={id}&publisher={publisher}", plan, "you").AbsoluteUri);
    }

    private static LoadTestOptions Options(ScenarioGroup group) => new() { Scenario = "test", Groups = [group], Room = "room" };

    private static string? Refusal(LoadTestOptions options, bool isLocal = true)
    {
        var plan = LoadPlan.Create(options.Groups, options.Media, options.Room, options.Hold);
        return Record.Exception(() => Bounds.Check(options, plan, isLocal))?.Message;
    }
}
