using Plenum.Rtc.Sdp;

namespace Plenum.Rtc.Tests.Sdp;

/// <summary>What the stacks out there really say is understood, and answered by the rules of RFC 3264.</summary>
public sealed class CaptureTests
{
    // Set to write the golden answers anew; then read the difference.
    private const string UpdateVariable = "PLENUM_UPDATE_GOLDEN";

    [Theory]
    [MemberData(nameof(Captures.All), MemberType = typeof(Captures))]
    public void A_capture_is_read_and_what_is_kept_of_it_is_written_and_read_again_the_same(string name)
    {
        var written = Captures.Parse(Captures.Read(name)).ToString();

        Assert.Equal(written, Captures.Parse(written).ToString());
    }

    [Theory]
    [MemberData(nameof(Captures.All), MemberType = typeof(Captures))]
    public void A_capture_reads_the_same_with_bare_line_feeds(string name)
    {
        var text = Captures.Read(name);

        Assert.Equal(
            Captures.Parse(text).ToString(), Captures.Parse(text.ReplaceLineEndings("\n").TrimEnd()).ToString());
    }

    [Theory]
    [MemberData(nameof(Captures.Offers), MemberType = typeof(Captures))]
    public void The_answer_to_a_captured_offer_is_the_golden_one(string name)
    {
        var answer = Captures.Answer(Captures.Read(name)).Description.ToString().ReplaceLineEndings("\n");
        var path = Path.Combine(Captures.Folder, "..", "Golden", name.Replace(".offer.", ".answer.", StringComparison.Ordinal));
        if (Environment.GetEnvironmentVariable(UpdateVariable) is { Length: > 0 })
            File.WriteAllText(path, answer);

        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), answer);
    }

    [Theory]
    [MemberData(nameof(Captures.Offers), MemberType = typeof(Captures))]
    public void An_answer_mirrors_the_sections_of_its_offer_and_adds_nothing(string name)
    {
        var offer = Captures.Parse(Captures.Read(name));
        var answer = Captures.Parse(Captures.Answer(offer).Description.ToString());

        Assert.Equal(offer.Media.Select(section => section.Mid), answer.Media.Select(section => section.Mid));
        Assert.Equal(offer.Media.Select(section => section.Kind), answer.Media.Select(section => section.Kind));
        Assert.All(offer.Media.Zip(answer.Media), pair => AssertAnswers(pair.First, pair.Second));
    }

    [Theory]
    [MemberData(nameof(Captures.Offers), MemberType = typeof(Captures))]
    public void What_is_agreed_says_the_same_as_the_answer(string name)
    {
        var answer = Captures.Answer(Captures.Read(name));

        Assert.All(answer.Description.Media.Zip(answer.Session.Media), pair =>
        {
            Assert.Equal(pair.First.IsRejected, pair.Second.IsRejected);
            if (pair.First.IsRejected || pair.First.Kind == MediaKind.Data)
                return;
            Assert.Equal(pair.First.Direction, pair.Second.Direction);
            Assert.Equal(pair.Second.Direction.CanSend() ? 1 : 0, pair.First.StreamIds.Length);
            Assert.Equal(
                pair.First.Codecs.Where(codec => !codec.Is("rtx")).Select(codec => codec.PayloadType),
                pair.Second.Codecs.Select(codec => codec.PayloadType));
        });
    }

    private static void AssertAnswers(MediaDescription offered, MediaDescription answered)
    {
        Assert.Equal(offered.Protocol, answered.Protocol);
        if (answered.IsRejected)
            return;
        Assert.False(offered.IsRejected);
        Assert.Equal(MediaDirection.Inactive, answered.Direction & ~offered.Direction.Reversed());
        Assert.Subset(offered.Formats.ToHashSet(), answered.Formats.ToHashSet());
        Assert.All(answered.Codecs, codec => Assert.Contains(offered.Codecs, known =>
            known.PayloadType == codec.PayloadType && known.Is(codec.Name)
            && (codec.Feedback & ~known.Feedback) == RtcpFeedbackKinds.None));
        Assert.All(answered.Extensions, extension => Assert.Contains(offered.Extensions, known =>
            known.Id == extension.Id && known.Uri == extension.Uri));
    }
}
