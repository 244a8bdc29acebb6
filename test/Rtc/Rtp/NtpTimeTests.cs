using Plenum.Rtc.Rtp;

namespace Plenum.Rtc.Tests.Rtp;

public sealed class NtpTimeTests
{
    [Fact]
    public void The_Unix_epoch_is_at_its_known_second() =>
        Assert.Equal(2_208_988_800UL << 32, NtpTime.From(DateTimeOffset.UnixEpoch).Value);

    [Theory]
    [InlineData(0.5)]
    [InlineData(-0.25)]
    [InlineData(86_400 * 365.0)]
    public void Adding_a_span_and_taking_it_away_agree(double seconds)
    {
        var start = NtpTime.From(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

        var span = start + TimeSpan.FromSeconds(seconds) - start;

        Assert.Equal(seconds, span.TotalSeconds, 0.000_001);
    }

    [Fact]
    public void The_short_form_is_the_middle() =>
        Assert.Equal(new NtpShort(0x33445566), new NtpTime(0x1122_3344_5566_7788).Short);

    [Fact]
    public void A_clock_maps_the_monotonic_time()
    {
        var clock = new NtpClock(NtpTime.From(DateTimeOffset.UnixEpoch));

        Assert.Equal(
            NtpTime.From(DateTimeOffset.UnixEpoch.AddSeconds(1.5)),
            clock.At(Timestamp.FromMilliseconds(1500)));
    }

    [Theory]
    [InlineData(0.75, 0xc000u)]
    [InlineData(-1, 0u)]
    [InlineData(1e9, uint.MaxValue)]
    public void Spans_are_cut_to_the_short_form(double seconds, uint expected) =>
        Assert.Equal(expected, NtpShort.Of(TimeSpan.FromSeconds(seconds)).Value);
}
