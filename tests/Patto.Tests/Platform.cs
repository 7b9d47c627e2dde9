using System.Runtime.Versioning;

// The product is served from Linux, and so are its tests: modes of files are looked at.
[assembly: SupportedOSPlatform("linux")]
