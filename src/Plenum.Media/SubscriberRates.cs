using Plenum.Rtc;

namespace Plenum.Media;

/// <summary>What a subscriber's slots take.</summary>
/// <param name="Used">As chosen.</param>
/// <param name="Wanted">What the next better choice would take: the rate to probe for.</param>
public readonly record struct SubscriberRates(Bitrate Used, Bitrate Wanted);
