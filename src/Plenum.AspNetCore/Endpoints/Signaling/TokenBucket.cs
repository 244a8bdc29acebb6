namespace Plenum.AspNetCore.Endpoints.Signaling;

/// <summary>Allows a burst at once and a rate in the long run. Told the time.</summary>
internal struct TokenBucket
{
    private readonly double _perSecond;
    private readonly double _capacity;
    private double _tokens;
    private TimeSpan _filledAt;

    public TokenBucket(int perSecond, int capacity)
    {
        _perSecond = perSecond;
        _capacity = capacity;
        _tokens = capacity;
    }

    /// <summary>Whether nothing was asked of it for long enough.</summary>
    public readonly bool IsFull => _tokens >= _capacity - 1;

    /// <param name="now">The time since whenever; never less than before.</param>
    /// <param name="retryAfter">When there will be a token again, if there is none.</param>
    public bool TryTake(TimeSpan now, out TimeSpan retryAfter)
    {
        _tokens = Math.Min(_capacity, _tokens + ((now - _filledAt).TotalSeconds * _perSecond));
        _filledAt = now;
        if (_tokens >= 1)
        {
            _tokens--;
            retryAfter = TimeSpan.Zero;
            return true;
        }

        retryAfter = TimeSpan.FromSeconds((1 - _tokens) / _perSecond);
        return false;
    }
}
