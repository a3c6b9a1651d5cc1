@echo off
rem Starts Engram with the Java that JAVA_HOME names, or else the one on the path.
setlocal
set "HOME_DIR=%~dp0.."
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
set "VECTOR=--add-modules jdk.incubator.vector"
if "%ENGRAM_VECTOR%"=="off" set "VECTOR="
"%JAVA%" -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED %VECTOR% %ENGRAM_JAVA_OPTIONS% "-Dengram.home=%HOME_DIR%" -cp "%HOME_DIR%\lib\*" dev.engram.app.Main %*
exit /b %ERRORLEVEL%
