namespace Plenum.AspNetCore.Endpoints.Signaling;

/// <summary>Holds a socket to its rate: first by words, and when it goes on, by ending it.</summary>
internal sealed class FloodGuard(SignalingOptions options)
{
    private TokenBucket _bucket = new(options.MessagesPerSecond, options.MessageBurst);
    private TokenBucket _offers = new(options.OffersPerSecond, options.OfferBurst);
    private int _violations;

    /// <param name="now">The time since whenever; never less than before.</param>
    /// <param name="retryAfter">When the next message will pass.</param>
    public FloodVerdict Check(TimeSpan now, out TimeSpan retryAfter)
    {
        if (_bucket.TryTake(now, out retryAfter))
        {
            if (_bucket.IsFull)
                _violations = 0;

            return FloodVerdict.Pass;
        }

        return ++_violations > options.MaxRateViolations ? FloodVerdict.Close : FloodVerdict.Warn;
    }

    /// <summary>Offers cost more than other messages and have a rate of their own.</summary>
    /// <inheritdoc cref="Check"/>
    public bool AllowsOffer(TimeSpan now, out TimeSpan retryAfter) => _offers.TryTake(now, out retryAfter);
}
