using Plenum.Rtc;

namespace Plenum.Media.Allocation;

/// <summary>A sound that a receiver could be sent.</summary>
/// <param name="Bitrate">What it takes.</param>
/// <param name="Importance">How much it matters.</param>
/// <param name="Loudness">Of equals the louder comes first.</param>
/// <param name="IsHeard">Whether it is sent now.</param>
public readonly record struct AudioDemand(Bitrate Bitrate, AudioImportance Importance, double Loudness, bool IsHeard);
